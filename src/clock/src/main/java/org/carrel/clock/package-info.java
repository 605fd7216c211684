/** The one movable clock that the programs of a demo or a test run share. */
@NullMarked
package org.carrel.clock;

import org.jspecify.annotations.NullMarked;

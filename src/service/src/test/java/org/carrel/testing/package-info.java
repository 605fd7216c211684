/** What the tests of the service share: a database, demo settings, a clock that they can move. */
@NullMarked
package org.carrel.testing;

import org.jspecify.annotations.NullMarked;

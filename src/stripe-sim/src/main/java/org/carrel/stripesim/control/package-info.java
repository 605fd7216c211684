/** The control page and API of the simulator, for people and tests on this machine. */
@NullMarked
package org.carrel.stripesim.control;

import org.jspecify.annotations.NullMarked;

/** The pages on which a buyer pays with a test card. */
@NullMarked
package org.carrel.stripesim.hosted;

import org.jspecify.annotations.NullMarked;

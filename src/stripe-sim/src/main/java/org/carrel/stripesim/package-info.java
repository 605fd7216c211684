/** Settings and time of the local Stripe, which stands in for the real one in demos and tests. */
@NullMarked
package org.carrel.stripesim;

import org.jspecify.annotations.NullMarked;

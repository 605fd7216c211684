/** What happens to a Checkout Session, its payment, charge and money. */
@NullMarked
package org.carrel.stripesim.checkout;

import org.jspecify.annotations.NullMarked;

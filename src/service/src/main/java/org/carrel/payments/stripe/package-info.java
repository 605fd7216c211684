/** The port to the card processor as Stripe's Java library speaks it; nothing else imports it. */
@NullMarked
package org.carrel.payments.stripe;

import org.jspecify.annotations.NullMarked;

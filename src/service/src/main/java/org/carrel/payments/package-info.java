/** The port to the card processor, attempts to move money, and the inbox of its webhooks. */
@NullMarked
package org.carrel.payments;

import org.jspecify.annotations.NullMarked;

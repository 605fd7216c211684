package org.carrel.payments;

import java.time.Instant;
import org.carrel.base.EmailAddress;
import org.carrel.base.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the payment page is to ask for. It always offers to take a tax id and a client or matter
 * reference ({@link Sale#CLIENT_MATTER}), for the invoice.
 *
 * @param orderId our order, named on the page's session and on its payment
 * @param descriptor what the card statement adds to the seller's name; at most 12 characters
 * @param product what is bought, in words
 * @param price the price of one, before discount
 * @param tax whether the price holds its tax, which the processor works out from the buyer's
 *     address; null where no tax is worked out
 * @param promotionCodes whether the page takes promotion codes
 * @param email the buyer's address, filled in on the page
 * @param successUrl where the browser goes after paying; may hold {@code {CHECKOUT_SESSION_ID}}
 * @param cancelUrl where the browser goes when the buyer turns back
 * @param expiresAt when the page closes, 30 minutes to 24 hours from now
 */
public record CheckoutRequest(
    String orderId,
    String descriptor,
    String product,
    Money price,
    @Nullable TaxBehavior tax,
    boolean promotionCodes,
    EmailAddress email,
    String successUrl,
    String cancelUrl,
    Instant expiresAt) {}

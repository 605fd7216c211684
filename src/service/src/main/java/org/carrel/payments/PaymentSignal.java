package org.carrel.payments;

import org.jspecify.annotations.Nullable;

/**
 * Something may have happened to the payment of an order: fetch the facts again and recompute.
 * Fired outside any transaction; an observer that throws is called again later.
 *
 * @param orderId the order that the news names; perhaps not one of ours
 * @param sessionId the payment page, where the news was about one
 */
public record PaymentSignal(String orderId, @Nullable String sessionId) {}

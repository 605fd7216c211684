package org.carrel.passes;

/**
 * Money arrived for an order, but a check does not hold. Fired in the transaction that writes it.
 *
 * @param eventId names this event: the same step of an order taken again later (a refund that
 *     failed and was repeated) is another event
 */
public record OrderInReview(Order order, Plan plan, String eventId) {}

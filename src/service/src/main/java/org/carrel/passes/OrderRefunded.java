package org.carrel.passes;

/**
 * All money of an order went back; what it gave is taken back. Fired in the transaction that writes
 * it.
 *
 * @param eventId names this event: the same step of an order taken again later (a refund that
 *     failed and was repeated) is another event
 */
public record OrderRefunded(Order order, Plan plan, String eventId) {}

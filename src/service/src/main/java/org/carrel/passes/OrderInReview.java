package org.carrel.passes;

/**
 * Money arrived for an order, or is here again, but a check does not hold. Fired in the transaction
 * that writes it.
 */
public record OrderInReview(Order order, Plan plan) {}

package org.carrel.passes;

/**
 * A buyer withdrew from the contract of an unused pass; it is taken back and the refund is written
 * down. Fired in the transaction that writes it.
 */
public record PassWithdrawn(Order order, Plan plan, Withdrawal withdrawal) {}

package org.carrel.passes;

/**
 * All money of an order went back; what it gave is taken back. Fired in the transaction that writes
 * it.
 */
public record OrderRefunded(Order order, Plan plan) {}

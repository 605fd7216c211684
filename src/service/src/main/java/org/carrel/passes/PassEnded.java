package org.carrel.passes;

/** The time of a pass is over. Fired in the transaction that writes it. */
public record PassEnded(Order order, Plan plan, Pass pass) {}

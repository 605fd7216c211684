package org.carrel.passes;

/**
 * A pass was not started within its days and can no longer be. Fired in the transaction that writes
 * it; where the plan says so, its money goes back afterwards.
 */
public record PassLapsed(Order order, Plan plan, Pass pass) {}

package org.carrel.passes;

/**
 * The money of a withdrawal could not be sent back, so its pass came back too. Fired in the
 * transaction that writes it.
 */
public record WithdrawalFailed(Order order, Plan plan, Pass pass, Withdrawal withdrawal) {}

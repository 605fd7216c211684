package org.carrel.passes;

/**
 * A kept pass was started with the consent that this needs; the buyer gets it in writing. Fired in
 * the transaction that writes it.
 */
public record ConsentGiven(Order order, Plan plan, Pass pass, Consent consent) {}

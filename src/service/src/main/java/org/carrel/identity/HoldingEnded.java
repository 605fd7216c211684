package org.carrel.identity;

/**
 * What was given of a holder is taken back.
 *
 * @param subject who may no longer act for it
 * @param holder for whom
 */
public record HoldingEnded(Subject subject, String holder) {}

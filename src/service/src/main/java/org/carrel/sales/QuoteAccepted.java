package org.carrel.sales;

/** A version of a quote is accepted. */
public record QuoteAccepted(Quote quote, QuoteVersion version, Acceptance acceptance) {}

package org.carrel.sales;

/** A version of a quote is declined, with the reason that it now holds. */
public record QuoteDeclined(Quote quote, QuoteVersion version) {}

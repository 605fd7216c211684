package org.carrel.sales;

/** An agreement was made, in the transaction that accepted its quote. */
public record AgreementSigned(
    Agreement agreement, AgreementInvoice invoice, QuoteVersion version, Acceptance acceptance) {}

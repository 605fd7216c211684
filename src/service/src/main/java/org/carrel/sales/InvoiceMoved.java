package org.carrel.sales;

/** The money or the state of an agreement's invoice changed; told in the same transaction. */
public record InvoiceMoved(AgreementInvoice invoice) {}

package org.carrel.sales;

import java.util.List;
import org.carrel.base.EmailAddress;

/**
 * The invoice of an agreement can be paid on a page of the processor's; told once.
 *
 * @param page its address
 * @param to whom it concerns, each once
 */
public record InvoicePayable(
    Agreement agreement, AgreementInvoice invoice, String page, List<EmailAddress> to) {}

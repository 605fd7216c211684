package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carrel.invoices.Document;
import org.carrel.invoices.Draft;
import org.carrel.invoices.Invoices;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.Priced;
import org.carrel.sales.prices.TaxStanding;

/** Has the invoice of an agreement written and sent out, in the transaction that makes it. */
@ApplicationScoped
class BillAgreement {
  private final Invoices documents;
  private final AgreementInvoices invoices;
  private final AgreementLog log;

  BillAgreement(Invoices documents, AgreementInvoices invoices, AgreementLog log) {
    this.documents = documents;
    this.invoices = invoices;
    this.log = log;
  }

  AgreementInvoice of(Agreement agreement, QuoteAccepted accepted, Instant now) {
    Priced priced = accepted.version().content().priced();
    AgreementInvoice invoice = new AgreementInvoice(agreement.id(), priced.total(), now);
    invoices.add(invoice);
    int days = accepted.version().content().terms().paymentDays();
    LocalDate due = documents.day(now).plusDays(days);
    Document document = documents.issue(draft(agreement, accepted, due, now));
    invoice.issue(document.number(), document.issuedOn(), due, agreement.zone());
    log.write("invoice_issued", invoice, Map.of());
    invoices.hold(invoice);
    return invoice;
  }

  private static Draft draft(
      Agreement agreement, QuoteAccepted accepted, LocalDate due, Instant now) {
    QuoteContent content = accepted.version().content();
    Priced priced = content.priced();
    Signing signing = accepted.acceptance().signing();
    return new Draft(
        agreement.id(),
        agreement.reference(),
        now,
        what(accepted.quote(), content),
        priced.total().currency(),
        priced.net().minor(),
        0,
        null,
        List.of(tax(content)),
        priced.total().minor(),
        buyer(content, signing),
        null,
        null,
        null,
        new Draft.Due(
            due,
            signing.poNumber(),
            agreement.term() + ", in " + agreement.zone(),
            content.terms().remittance()));
  }

  private static String what(Quote quote, QuoteContent content) {
    String names =
        content.offer().collections().stream()
            .map(Offer.Volume::name)
            .collect(Collectors.joining(", "));
    return "Database access for "
        + content.institution()
        + ": "
        + names
        + ", as in quote "
        + quote.reference();
  }

  private static Draft.Tax tax(QuoteContent content) {
    Priced priced = content.priced();
    boolean reverse = content.offer().tax() == TaxStanding.REVERSE_CHARGE;
    return new Draft.Tax(
        priced.taxed(), "", false, priced.net().minor(), priced.tax().minor(), reverse);
  }

  /** Whom the acceptance bills, at the address that it gives. */
  private static Draft.Buyer buyer(QuoteContent content, Signing signing) {
    String taxId = signing.taxId().isEmpty() ? content.buyer().taxId() : signing.taxId();
    return new Draft.Buyer(
        List.of(content.buyer().legalName()),
        signing.billingAddress().lines().toList(),
        taxId.isEmpty() ? List.of() : List.of(taxId));
  }
}

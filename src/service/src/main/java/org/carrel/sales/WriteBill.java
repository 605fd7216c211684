package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.carrel.payments.Bill;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.Priced;
import org.carrel.sales.prices.TaxStanding;

/**
 * Says the invoice of an agreement as the processor is to ask for it: under its own number, the sum
 * of the quote's lines in one, its tax in another, whatever the processor would work out.
 */
@ApplicationScoped
class WriteBill {
  /** A bill that goes out late is due no earlier than this after it. */
  private static final Duration SOONEST = Duration.ofHours(1);

  private final Agreements agreements;
  private final Quotes quotes;
  private final Clock clock;

  WriteBill(Agreements agreements, Quotes quotes, Clock clock) {
    this.agreements = agreements;
    this.quotes = quotes;
    this.clock = clock;
  }

  @Transactional
  Bill of(AgreementInvoice invoice) {
    Agreement agreement = agreements.byId(invoice.agreementId()).orElseThrow();
    Quotes.Listed quote = quotes.listed(agreement.versionId()).orElseThrow();
    Acceptance acceptance = quotes.acceptanceOf(agreement.versionId()).orElseThrow();
    QuoteContent content = quote.version().content();
    Signing signing = acceptance.signing();
    return new Bill(
        invoice.id(),
        invoice.number().orElseThrow(),
        agreement.institutionId(),
        content.buyer().legalName(),
        signing.billingAddress().lines().toList(),
        content.offer().country(),
        acceptance.email(),
        standing(content.offer().tax()),
        signing.taxId().isEmpty() ? content.buyer().taxId() : signing.taxId(),
        signing.poNumber(),
        lines(quote),
        due(agreement, invoice));
  }

  private static Bill.Tax standing(TaxStanding tax) {
    return switch (tax) {
      case TAXED -> Bill.Tax.TAXED;
      case EXEMPT -> Bill.Tax.EXEMPT;
      case REVERSE_CHARGE -> Bill.Tax.REVERSE_CHARGE;
    };
  }

  private static List<Bill.Line> lines(Quotes.Listed quote) {
    QuoteContent content = quote.version().content();
    Priced priced = content.priced();
    String collections =
        content.offer().collections().stream()
            .map(Offer.Volume::name)
            .collect(Collectors.joining(", "));
    List<Bill.Line> lines = new ArrayList<>();
    lines.add(
        new Bill.Line(
            "Access for "
                + content.institution()
                + " as in quote "
                + quote.quote().reference()
                + ", "
                + content.offer().term()
                + ": "
                + collections,
            priced.net()));
    if (!priced.tax().isZero()) {
      lines.add(new Bill.Line(priced.taxed(), priced.tax()));
    }
    return lines;
  }

  /** The last second of the due day, in the zone of the agreement. */
  private Instant due(Agreement agreement, AgreementInvoice invoice) {
    Instant end =
        invoice
            .dueDay()
            .orElseThrow()
            .plusDays(1)
            .atStartOfDay(agreement.zone())
            .toInstant()
            .minusSeconds(1);
    Instant soonest = clock.instant().plus(SOONEST);
    return end.isBefore(soonest) ? soonest : end;
  }
}

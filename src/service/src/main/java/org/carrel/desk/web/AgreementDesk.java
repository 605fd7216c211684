package org.carrel.desk.web;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.carrel.desk.AgreementHistory;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.AcceptOnPaper;
import org.carrel.sales.Acceptance;
import org.carrel.sales.Agreement;
import org.carrel.sales.AgreementInvoice;
import org.carrel.sales.AgreementInvoices;
import org.carrel.sales.Agreements;
import org.carrel.sales.Quotes;
import org.carrel.sales.SignedPaper;
import org.carrel.web.Problem;

/** Gathers what the pages about agreements show. */
@Singleton
public class AgreementDesk {
  private final Agreements agreements;
  private final AgreementInvoices invoices;
  private final Quotes quotes;
  private final AcceptOnPaper papers;
  private final Institutions institutions;
  private final AgreementHistory history;
  private final Clock clock;

  AgreementDesk(
      Agreements agreements,
      AgreementInvoices invoices,
      Quotes quotes,
      AcceptOnPaper papers,
      Institutions institutions,
      AgreementHistory history,
      Clock clock) {
    this.agreements = agreements;
    this.invoices = invoices;
    this.quotes = quotes;
    this.papers = papers;
    this.institutions = institutions;
    this.history = history;
    this.clock = clock;
  }

  /** All agreements, those that end first at the top. */
  List<AgreementCard> all() {
    return agreements.all().stream().map(one -> listed(one)).toList();
  }

  /** The agreements of institutions, the latest first. */
  List<AgreementCard> of(Collection<String> institutionIds) {
    return agreements.of(institutionIds).stream().map(one -> listed(one)).toList();
  }

  /** The agreement that a version of a quote became. */
  Optional<AgreementCard> ofVersion(String versionId) {
    return agreements.ofVersion(versionId).map(one -> listed(one));
  }

  AgreementCard card(String id) {
    Agreement agreement = agreements.byId(id).orElseThrow(AgreementDesk::unknown);
    Optional<SignedPaper> paper =
        quotes.acceptanceOf(agreement.versionId()).map(Acceptance::id).flatMap(papers::of);
    return card(agreement, paper, history.of(id));
  }

  /** The day that it is where an agreement is. */
  LocalDate today(AgreementCard card) {
    return LocalDate.ofInstant(clock.instant(), card.agreement().zone());
  }

  private AgreementCard listed(Agreement agreement) {
    return card(agreement, Optional.empty(), List.of());
  }

  private AgreementCard card(
      Agreement agreement, Optional<SignedPaper> paper, List<AgreementHistory.Step> steps) {
    Quotes.Listed quote = quotes.listed(agreement.versionId()).orElseThrow();
    AgreementInvoice invoice = invoices.of(agreement.id());
    return new AgreementCard(
        agreement,
        institution(agreement.institutionId()),
        quote.quote(),
        quote.version().content(),
        quotes.acceptanceOf(agreement.versionId()),
        paper,
        invoice,
        invoices.paymentsOf(invoice.id()),
        agreements.grantsOf(agreement.id()).stream()
            .map(given -> institution(given.institutionId()))
            .toList(),
        agreement.predecessorId().flatMap(agreements::byId),
        agreements.successorOf(agreement.id()),
        quotes.renewing(agreement.id()),
        steps,
        clock.instant());
  }

  private Institution institution(String id) {
    return institutions.byId(id).orElseThrow();
  }

  static Problem unknown() {
    return Problem.notFound(
        "There is no such agreement",
        "Its id may have been cut in two. Look for it among the agreements.");
  }
}

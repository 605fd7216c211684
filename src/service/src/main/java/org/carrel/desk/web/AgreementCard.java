package org.carrel.desk.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Money;
import org.carrel.desk.AgreementHistory;
import org.carrel.institutions.Institution;
import org.carrel.sales.Acceptance;
import org.carrel.sales.Agreement;
import org.carrel.sales.AgreementEvent;
import org.carrel.sales.AgreementInvoice;
import org.carrel.sales.AgreementPayment;
import org.carrel.sales.AgreementState;
import org.carrel.sales.InvoiceEvent;
import org.carrel.sales.Quote;
import org.carrel.sales.QuoteContent;
import org.carrel.sales.Quotes;
import org.carrel.sales.SignedPaper;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.Term;

/**
 * An agreement as people see it at one instant.
 *
 * @param paper what was signed, where that came on paper; only on its own page
 * @param readers the institutions that it gives access to
 * @param renewals quotes that renew it, the newest first
 * @param history the oldest first; empty where nobody sees it
 */
record AgreementCard(
    Agreement agreement,
    Institution institution,
    Quote quote,
    QuoteContent content,
    Optional<Acceptance> acceptance,
    Optional<SignedPaper> paper,
    AgreementInvoice invoice,
    List<AgreementPayment> payments,
    List<Institution> readers,
    Optional<Agreement> predecessor,
    Optional<Agreement> successor,
    List<Quotes.Listed> renewals,
    List<AgreementHistory.Step> history,
    Instant now) {

  public String firstDay() {
    return Term.day(agreement.term().first());
  }

  /** The last day of the term. */
  public String lastDay() {
    return Term.day(agreement.term().last());
  }

  public String dueDay() {
    return invoice.dueDay().map(Term::day).orElse("");
  }

  public String issuedOn() {
    return invoice.issuedOn().map(Term::day).orElse("");
  }

  /** What it gives, by name. */
  public String collections() {
    return String.join(
        ", ", content.offer().collections().stream().map(Offer.Volume::name).toList());
  }

  public boolean isOverdue() {
    return invoice.isOverdue(now);
  }

  /** Where the money stands, in words. */
  public String money() {
    String word = invoice.state().word();
    if (isOverdue()) {
      return word + ", overdue: it was due " + dueDay();
    }
    return invoice.state().isOwed() ? word + ", due " + dueDay() : word;
  }

  public String tag() {
    return switch (agreement.state()) {
      case IN_FORCE -> "ok";
      case SUSPENDED, IN_GRACE -> "warn";
      default -> "";
    };
  }

  public String moneyTag() {
    return isOverdue() ? "warn" : invoice.state().isOwed() ? "" : "ok";
  }

  public boolean isSigned() {
    return agreement.state() == AgreementState.SIGNED;
  }

  public boolean isSuspended() {
    return agreement.state() == AgreementState.SUSPENDED;
  }

  /** Whether it gives access now. */
  public boolean isOpen() {
    return agreement.state() == AgreementState.IN_FORCE || isInGrace();
  }

  public boolean isInGrace() {
    return agreement.state() == AgreementState.IN_GRACE;
  }

  public boolean isTerminable() {
    return AgreementEvent.TABLE.next(agreement.state(), AgreementEvent.TERMINATE).isPresent();
  }

  public boolean isCancellable() {
    return InvoiceEvent.TABLE.next(invoice.state(), InvoiceEvent.CANCEL).isPresent();
  }

  public boolean isWritable() {
    return InvoiceEvent.TABLE.next(invoice.state(), InvoiceEvent.WRITE_OFF).isPresent();
  }

  /** Whether a quote that renews it can be written: it runs or ended, and nothing renewed it. */
  public boolean isRenewable() {
    return agreement.state() != AgreementState.TERMINATED
        && agreement.state() != AgreementState.SUCCEEDED
        && successor.isEmpty();
  }

  /** Whether money may still be recorded. */
  public boolean isPayable() {
    return switch (invoice.state()) {
      case OPEN, PART_PAID, PAID, WRITTEN_OFF -> true;
      default -> false;
    };
  }

  public Money amount(AgreementPayment payment) {
    return new Money(payment.amount(), invoice.total().currency());
  }
}

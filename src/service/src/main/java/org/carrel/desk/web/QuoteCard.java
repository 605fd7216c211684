package org.carrel.desk.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carrel.desk.QuoteHistory;
import org.carrel.institutions.Institution;
import org.carrel.sales.Acceptance;
import org.carrel.sales.DraftQuote;
import org.carrel.sales.Quote;
import org.carrel.sales.QuoteContent;
import org.carrel.sales.QuoteState;
import org.carrel.sales.QuoteVersion;
import org.carrel.sales.Quotes;
import org.carrel.sales.SendQuote;

/**
 * A quote as staff see it at one instant.
 *
 * @param versions the newest first
 * @param acceptance of the version that was accepted
 * @param agreement that it became
 * @param staff the reader's id of who looks
 */
record QuoteCard(
    Quote quote,
    Institution institution,
    List<QuoteVersion> versions,
    Optional<Acceptance> acceptance,
    Optional<AgreementCard> agreement,
    List<QuoteHistory.Step> history,
    String staff,
    Instant now) {

  /** The version that counts. */
  public QuoteVersion current() {
    return Quotes.current(versions);
  }

  public QuoteContent content() {
    return current().content();
  }

  public QuoteState state() {
    return current().stateAt(now);
  }

  public QuoteState stateOf(QuoteVersion version) {
    return version.stateAt(now);
  }

  public boolean isDraft() {
    return state() == QuoteState.DRAFT;
  }

  public boolean isInApproval() {
    return state() == QuoteState.IN_APPROVAL;
  }

  public boolean isSent() {
    return state() == QuoteState.SENT;
  }

  /** The version that its buyer can still accept, also while the next one is being written. */
  public Optional<QuoteVersion> sentVersion() {
    return versions.stream().filter(one -> stateOf(one) == QuoteState.SENT).findFirst();
  }

  public boolean isAccepted() {
    return state() == QuoteState.ACCEPTED;
  }

  /** Whether who looks is a second person. */
  public boolean isApprovable() {
    return isInApproval() && SendQuote.mayApprove(current(), staff);
  }

  public boolean isEditable() {
    return DraftQuote.isEditable(current());
  }

  /** The class of a state's tag. */
  public static String tag(QuoteState state) {
    return switch (state) {
      case SENT, ACCEPTED -> "ok";
      case IN_APPROVAL, LAPSED -> "warn";
      default -> "";
    };
  }

  public String tag() {
    return tag(state());
  }
}

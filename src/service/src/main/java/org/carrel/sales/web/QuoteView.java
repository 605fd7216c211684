package org.carrel.sales.web;

import java.time.Instant;
import java.util.Optional;
import org.carrel.sales.QuotePaper;
import org.carrel.sales.QuoteState;
import org.carrel.sales.Quotes;

/**
 * A quote as its buyer sees it at one instant.
 *
 * @param secret what its address ends with
 * @param reason why it was declined or taken back; empty where nobody said
 */
public record QuoteView(
    QuotePaper paper, QuoteState state, Optional<Instant> settledAt, String reason, String secret) {

  static QuoteView of(Quotes.Listed listed, String secret, Instant now) {
    return new QuoteView(
        QuotePaper.of(listed),
        listed.version().stateAt(now),
        listed.version().settledAt(),
        listed.version().reason().orElse(""),
        secret);
  }

  /** Whether it can be accepted. */
  public boolean isOpen() {
    return state == QuoteState.SENT;
  }

  public boolean isAccepted() {
    return state == QuoteState.ACCEPTED;
  }

  public boolean isDeclined() {
    return state == QuoteState.DECLINED;
  }

  public boolean isLapsed() {
    return state == QuoteState.LAPSED;
  }

  public boolean isWithdrawn() {
    return state == QuoteState.WITHDRAWN;
  }

  public boolean isSuperseded() {
    return state == QuoteState.SUPERSEDED;
  }

  /** The state in the words of the page. */
  public String stateWord() {
    return isOpen() ? "Open until " + paper.validUntil() : state.word();
  }

  /** The class of the state's tag. */
  public String tag() {
    return isOpen() || isAccepted() ? "ok" : isLapsed() || isSuperseded() ? "warn" : "";
  }
}

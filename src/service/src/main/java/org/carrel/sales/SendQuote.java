package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.base.Micros;
import org.carrel.base.Secrets;
import org.carrel.invoices.Invoices;

/**
 * What staff do with a version that is written. Each act names the version that was looked at, so
 * that nobody approves or sends what somebody else changed meanwhile.
 */
@ApplicationScoped
public class SendQuote {
  private final Quotes quotes;
  private final Invoices invoices;
  private final QuoteLog log;
  private final Event<QuoteSent> sent;
  private final Clock clock;

  SendQuote(Quotes quotes, Invoices invoices, QuoteLog log, Event<QuoteSent> sent, Clock clock) {
    this.quotes = quotes;
    this.invoices = invoices;
    this.log = log;
    this.sent = sent;
    this.clock = clock;
  }

  /** What staff can do. */
  public enum Act {
    /** Sends a draft, or asks for approval where its discount needs it. */
    SEND,
    APPROVE,
    RETURN,
    DISCARD,
    WITHDRAW
  }

  /** What came of it. */
  public enum Outcome {
    SENT,
    ASKED_APPROVAL,
    RETURNED,
    DISCARDED,
    WITHDRAWN,
    /** Its state does not allow it, or it was changed since it was looked at. */
    NOT_AS_SEEN,
    /** Who wrote it or asked for approval does not approve it. */
    NEEDS_ANOTHER,
    /** A version of the quote is accepted already. */
    ACCEPTED_BEFORE,
    /** The last day of its term is over. */
    TERM_OVER
  }

  /**
   * Does it.
   *
   * @param seen the change count of the current version that the member of staff looked at
   * @param reason why it is returned or withdrawn
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public Outcome act(String quoteId, long seen, Act act, String reason, String by) {
    List<QuoteVersion> versions = quotes.lock(quoteId);
    if (versions.isEmpty() || Quotes.current(versions).version() != seen) {
      return Outcome.NOT_AS_SEEN;
    }
    QuoteVersion version = Quotes.current(versions);
    QuoteEvent event = event(act, version);
    if (QuoteEvent.TABLE.next(version.stateAt(clock.instant()), event).isEmpty()) {
      return Outcome.NOT_AS_SEEN;
    }
    if ((act == Act.SEND || act == Act.APPROVE) && today(version).isAfter(lastDay(version))) {
      return Outcome.TERM_OVER;
    }
    return switch (event) {
      case ASK_APPROVAL -> {
        version.askApproval(by);
        yield done(Outcome.ASKED_APPROVAL, version, by);
      }
      case RETURN -> {
        version.giveBack(reason);
        yield done(Outcome.RETURNED, version, by);
      }
      case DISCARD -> {
        version.settle(event, null, Micros.now(clock));
        yield done(Outcome.DISCARDED, version, by);
      }
      case WITHDRAW -> {
        version.settle(event, reason, Micros.now(clock));
        yield done(Outcome.WITHDRAWN, version, by);
      }
      default -> send(event, versions, by);
    };
  }

  private static QuoteEvent event(Act act, QuoteVersion version) {
    return switch (act) {
      case SEND -> version.needsApproval() ? QuoteEvent.ASK_APPROVAL : QuoteEvent.SEND;
      case APPROVE -> QuoteEvent.APPROVE;
      case RETURN -> QuoteEvent.RETURN;
      case DISCARD -> QuoteEvent.DISCARD;
      case WITHDRAW -> QuoteEvent.WITHDRAW;
    };
  }

  private Outcome send(QuoteEvent event, List<QuoteVersion> versions, String by) {
    QuoteVersion version = Quotes.current(versions);
    if (event == QuoteEvent.APPROVE && !mayApprove(version, by)) {
      return Outcome.NEEDS_ANOTHER;
    }
    if (versions.stream().anyMatch(other -> other.state() == QuoteState.ACCEPTED)) {
      return Outcome.ACCEPTED_BEFORE;
    }
    Instant now = Micros.now(clock);
    versions.stream().filter(other -> other != version).forEach(older -> supersede(older, by, now));
    quotes.flush();
    LocalDate today = LocalDate.ofInstant(now, version.content().zoneId());
    LocalDate until = today.plusDays(version.content().terms().validDays());
    if (until.isAfter(lastDay(version))) {
      until = lastDay(version);
    }
    version.send(event, new QuoteContent.Issue(today, until, invoices.seller()), by, now);
    Quote quote = quotes.byId(version.quoteId()).orElseThrow();
    String secret = link(version, now);
    EmailAddress to = new EmailAddress(version.content().recipient().email());
    sent.fire(new QuoteSent(quote, version, to, secret, false));
    return done(Outcome.SENT, version, by);
  }

  private LocalDate today(QuoteVersion version) {
    return LocalDate.ofInstant(clock.instant(), version.content().zoneId());
  }

  private static LocalDate lastDay(QuoteVersion version) {
    return version.content().offer().term().last();
  }

  private void supersede(QuoteVersion older, String by, Instant now) {
    if (QuoteEvent.TABLE.next(older.state(), QuoteEvent.SUPERSEDE).isPresent()) {
      older.settle(QuoteEvent.SUPERSEDE, null, now);
      log.write("superseded", older, Map.of("by", by));
    }
  }

  /** Makes a link to a version and gives its secret. */
  String link(QuoteVersion version, Instant now) {
    String secret = Ids.random();
    quotes.add(new QuoteLink(Secrets.hash(secret), version.id(), now));
    return secret;
  }

  /** Whether this member of staff is a second person for a version. */
  public static boolean mayApprove(QuoteVersion version, String by) {
    return !version.editedBy().equals(by) && !version.askedBy().filter(by::equals).isPresent();
  }

  private Outcome done(Outcome outcome, QuoteVersion version, String by) {
    quotes.flush();
    log.write(outcome.name().toLowerCase(java.util.Locale.ROOT), version, Map.of("by", by));
    return outcome;
  }
}

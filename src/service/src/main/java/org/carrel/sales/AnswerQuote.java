package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.base.Micros;
import org.carrel.base.Secrets;

/**
 * What the buyer does with a quote that was sent. Who holds its link may read it, send it on,
 * decline it, and begin to accept it; it is accepted only by a click in the mail that went to the
 * address of the person who accepts.
 */
@ApplicationScoped
public class AnswerQuote {
  private static final int AGENT_LENGTH = 180;

  private final Quotes quotes;
  private final SendQuote sending;
  private final QuoteLog log;
  private final Event<QuoteSent> sent;
  private final Event<AcceptanceAsked> asked;
  private final Event<QuoteAccepted> accepted;
  private final Event<QuoteDeclined> declined;
  private final Clock clock;

  AnswerQuote(
      Quotes quotes,
      SendQuote sending,
      QuoteLog log,
      Event<QuoteSent> sent,
      Event<AcceptanceAsked> asked,
      Event<QuoteAccepted> accepted,
      Event<QuoteDeclined> declined,
      Clock clock) {
    this.quotes = quotes;
    this.sending = sending;
    this.log = log;
    this.sent = sent;
    this.asked = asked;
    this.accepted = accepted;
    this.declined = declined;
    this.clock = clock;
  }

  /** What a person is about to accept, or has accepted. */
  public record Asked(Quotes.Listed quote, Acceptance acceptance) {}

  /** Sends the quote on to the person who may sign; false where it is not open any more. */
  @Transactional
  public boolean forward(String versionId, EmailAddress to) {
    Optional<Quotes.Listed> open = open(versionId);
    open.ifPresent(
        found -> {
          String secret = sending.link(found.version(), Micros.now(clock));
          sent.fire(new QuoteSent(found.quote(), found.version(), to, secret, true));
          log.write("forwarded", found.version(), Map.of());
        });
    return open.isPresent();
  }

  /** Mails a link to who wants to accept; false where the quote is not open any more. */
  @Transactional
  public boolean ask(String versionId, EmailAddress email, Signing signing) {
    Optional<Quotes.Listed> open = open(versionId);
    open.ifPresent(
        found -> {
          String secret = Ids.random();
          Acceptance acceptance =
              new Acceptance(versionId, Secrets.hash(secret), email, signing, Micros.now(clock));
          quotes.add(acceptance);
          quotes.flush();
          log.write("acceptance_asked", found.version(), Map.of("acceptance", acceptance.id()));
          asked.fire(new AcceptanceAsked(found.quote(), found.version(), acceptance, secret));
        });
    return open.isPresent();
  }

  /** What the secret of a mail stands for; nothing where it opens nothing. Changes nothing. */
  @Transactional
  public Optional<Asked> asked(String secret) {
    Instant now = clock.instant();
    return quotes
        .acceptance(secret)
        .filter(acceptance -> !acceptance.isOver(now))
        .map(
            acceptance ->
                new Asked(quotes.listed(acceptance.versionId()).orElseThrow(), acceptance));
  }

  /**
   * The click. Clicked twice, it is accepted once.
   *
   * @param from the network address of who clicked
   * @param agent what their browser calls itself
   * @return as it stands then; nothing where the secret opens nothing
   */
  @Transactional
  public Optional<Asked> accept(String secret, String from, String agent) {
    Optional<Asked> found = asked(secret);
    found.ifPresent(
        one ->
            open(one.quote().version().id())
                .ifPresent(open -> accept(open, one.acceptance(), from, agent)));
    return found;
  }

  /** Accepts an open version, under the lock of its quote. */
  void accept(Quotes.Listed open, Acceptance acceptance, String from, String agent) {
    Instant now = Micros.now(clock);
    String browser = encoded(agent);
    acceptance.accept(from, browser, now);
    open.version().settle(QuoteEvent.ACCEPT, null, now);
    quotes.versionsOf(open.quote().id()).forEach(other -> giveUp(other, now));
    quotes.flush();
    log.write(
        "accepted",
        open.version(),
        Map.of(
            "acceptance", acceptance.id(), "from", from, "agent", browser, "at", now.toString()));
    accepted.fire(new QuoteAccepted(open.quote(), open.version(), acceptance));
  }

  /** A version that was being written when another was accepted has nothing left to offer. */
  private void giveUp(QuoteVersion other, Instant now) {
    if (QuoteEvent.TABLE.next(other.state(), QuoteEvent.DISCARD).isPresent()) {
      other.settle(QuoteEvent.DISCARD, null, now);
      log.write("discarded", other, Map.of("by", "acceptance"));
    }
  }

  /** Declines; false where the quote is not open any more. */
  @Transactional
  public boolean decline(String versionId, String reason) {
    Optional<Quotes.Listed> open = open(versionId);
    open.ifPresent(
        found -> {
          found.version().settle(QuoteEvent.DECLINE, reason, Micros.now(clock));
          quotes.flush();
          log.write("declined", found.version(), Map.of());
          declined.fire(new QuoteDeclined(found.quote(), found.version()));
        });
    return open.isPresent();
  }

  /** A version that can be answered now, under the lock of its quote. */
  Optional<Quotes.Listed> open(String versionId) {
    Optional<Quotes.Listed> found = quotes.listed(versionId);
    found.ifPresent(one -> quotes.lock(one.quote().id()));
    return found.filter(one -> one.version().stateAt(clock.instant()) == QuoteState.SENT);
  }

  /** What a browser calls itself, so that the audit record takes it. */
  private static String encoded(String agent) {
    String plain = agent.isBlank() ? "unknown" : agent;
    String text = URLEncoder.encode(plain, StandardCharsets.UTF_8);
    return text.length() <= AGENT_LENGTH ? text : text.substring(0, AGENT_LENGTH);
  }
}

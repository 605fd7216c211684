package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.sales.prices.Percent;
import org.jspecify.annotations.Nullable;

/** Staff write a quote: a new one, one like another, or the next version of one that is out. */
@ApplicationScoped
public class DraftQuote {
  private final Quotes quotes;
  private final PriceBooks books;
  private final QuoteLog log;
  private final Clock clock;

  DraftQuote(Quotes quotes, PriceBooks books, QuoteLog log, Clock clock) {
    this.quotes = quotes;
    this.books = books;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Begins a quote with its first version.
   *
   * @param like the quote that it was begun from; null where it was begun from nothing
   * @param renews the agreement that it is to renew, if any
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public Quote begin(
      String institutionId,
      QuoteContent content,
      @Nullable String like,
      @Nullable String renews,
      String by) {
    Instant now = Micros.now(clock);
    Quote quote = new Quote(institutionId, like, renews, now);
    quotes.add(quote);
    QuoteVersion version = new QuoteVersion(quote.id(), 1, content, alone(), by, now);
    quotes.add(version);
    quotes.flush();
    log.write("drafted", version, Map.of("by", by));
    return quote;
  }

  /**
   * Rewrites the draft, or begins the next version where the newest one is out and not accepted.
   *
   * @param seen the change count of the current version that the member of staff looked at
   * @return the version written; nothing where somebody else was there first, or where it may not
   *     be changed
   */
  @Transactional
  public Optional<QuoteVersion> edit(String quoteId, long seen, QuoteContent content, String by) {
    Instant now = Micros.now(clock);
    List<QuoteVersion> versions = quotes.lock(quoteId);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    QuoteVersion version = Quotes.current(versions);
    if (version.version() != seen || !isEditable(version)) {
      return Optional.empty();
    }
    if (version.state().isDraft()) {
      version.write(content, alone(), by, now);
    } else {
      int next = versions.get(0).number() + 1;
      version = new QuoteVersion(quoteId, next, content, alone(), by, now);
      quotes.add(version);
    }
    quotes.flush();
    log.write("drafted", version, Map.of("by", by));
    return Optional.of(version);
  }

  /** Whether staff may write on from this version, the current one of its quote. */
  public static boolean isEditable(QuoteVersion current) {
    return current.state() != QuoteState.IN_APPROVAL && current.state() != QuoteState.ACCEPTED;
  }

  private Percent alone() {
    return books.current().discounts().alone();
  }
}

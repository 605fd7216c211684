package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/** Writes down that the last day of a quote is over; what is true does not wait for it. */
@ApplicationScoped
class LapseQuotes {
  private static final Logger LOG = Logger.getLogger(LapseQuotes.class);
  private static final int BATCH = 50;

  private final Quotes quotes;
  private final QuoteLog log;
  private final Clock clock;

  LapseQuotes(Quotes quotes, QuoteLog log, Clock clock) {
    this.quotes = quotes;
    this.log = log;
    this.clock = clock;
  }

  @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweep() {
    for (String quote : quotes.over(clock.instant(), BATCH)) {
      try {
        QuarkusTransaction.requiringNew().run(() -> lapse(quote));
      } catch (RuntimeException e) {
        LOG.errorf(e, "quote %s could not lapse", quote);
      }
    }
  }

  private void lapse(String quoteId) {
    Instant now = Micros.now(clock);
    for (QuoteVersion version : quotes.lock(quoteId)) {
      if (version.state() == QuoteState.SENT && version.stateAt(now) == QuoteState.LAPSED) {
        version.settle(QuoteEvent.LAPSE, null, now);
        quotes.flush();
        log.write("lapsed", version, Map.of());
      }
    }
  }
}

package org.carrel.payments;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/**
 * Asks the processor now and then which of its events it could not deliver, and takes those into
 * the inbox: so a refund, a dispute or a late payment becomes known though its webhook was lost.
 * Every stretch of time is asked for once, some minutes after it passed; events younger than that
 * may still come by themselves. One process at a time asks; if it stops, the next goes on from the
 * same place.
 */
@ApplicationScoped
public class AskForLostNews {
  private static final Logger LOG = Logger.getLogger(AskForLostNews.class);

  /** Events are listed for so long. */
  private static final Duration HORIZON = Duration.ofDays(30);

  private static final Duration SHORTEST_STEP = Duration.ofMinutes(1);

  private final EntityManager entities;
  private final EventFeed feed;
  private final Inbox inbox;
  private final WorkInbox work;
  private final LostNewsConfig config;
  private final Clock clock;

  /** How much time one question covers: less after one that had no answer, then more again. */
  private Duration step = HORIZON;

  AskForLostNews(
      EntityManager entities,
      EventFeed feed,
      Inbox inbox,
      WorkInbox work,
      LostNewsConfig config,
      Clock clock) {
    this.entities = entities;
    this.feed = feed;
    this.inbox = inbox;
    this.work = work;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
  void ask() {
    Instant now = Micros.now(clock);
    Optional<Instant> from = claim(now);
    if (from.isEmpty()) {
      return;
    }
    try {
      catchUp(from.get(), now.minus(config.lostAfter()));
    } catch (CardPayments.PaymentsUnavailable e) {
      step = longer(step.dividedBy(2), SHORTEST_STEP);
      LOG.warnf("undelivered events are asked for again later: %s", e.getMessage());
    }
  }

  private void catchUp(Instant from, Instant end) {
    Instant start = from;
    while (start.isBefore(end)) {
      Instant until = start.plus(step).isBefore(end) ? start.plus(step) : end;
      List<EventPointers> lost = feed.undelivered(start, until, Inbox.TYPES);
      lost.forEach(inbox::store);
      askedUntil(until);
      if (!lost.isEmpty()) {
        LOG.infof("%d events had not been delivered", lost.size());
        work.wake();
      }
      start = until;
      step = HORIZON.compareTo(step.multipliedBy(2)) < 0 ? HORIZON : step.multipliedBy(2);
    }
  }

  /** From when to ask, if it is time and no other process asks. */
  private Optional<Instant> claim(Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              entities
                  .createNativeQuery(
                      "insert into undelivered_asked (through, next_at) values (:start, :now)"
                          + " on conflict do nothing")
                  .setParameter("start", now.minus(HORIZON))
                  .setParameter("now", now)
                  .executeUpdate();
              return entities
                  .createNativeQuery(
                      "update undelivered_asked set next_at = :next where next_at <= :now"
                          + " returning through",
                      Instant.class)
                  .setParameter("next", now.plus(config.lostPause()))
                  .setParameter("now", now)
                  .getResultStream()
                  .map(through -> later((Instant) through, now.minus(HORIZON)))
                  .findFirst();
            });
  }

  private void askedUntil(Instant until) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery(
                        "update undelivered_asked set through = greatest(through, :until)")
                    .setParameter("until", until)
                    .executeUpdate());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

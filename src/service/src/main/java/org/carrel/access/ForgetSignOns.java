package org.carrel.access;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** Forgets sign-ons some days after their end: until then a reader is told that it ended. */
@ApplicationScoped
class ForgetSignOns {
  private static final Duration KEPT = Duration.ofDays(7);

  private final EntityManager entities;
  private final Clock clock;

  ForgetSignOns(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  @Scheduled(
      every = "1h",
      delayed = "12m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void forget() {
    entities
        .createNativeQuery("delete from sign_ons where ends_at < :before")
        .setParameter("before", clock.instant().minus(KEPT))
        .executeUpdate();
  }
}

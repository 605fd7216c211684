package org.carrel.access;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** Forgets the numbers of use reports that no server would send again. */
@ApplicationScoped
class ForgetReports {
  private static final Duration KEEP = Duration.ofDays(90);

  private final EntityManager entities;
  private final Clock clock;

  ForgetReports(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  @Scheduled(
      every = "1h",
      delayed = "15m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void forget() {
    entities
        .createNativeQuery("delete from use_reports where received_at < :before")
        .setParameter("before", clock.instant().minus(KEEP))
        .executeUpdate();
  }
}

package org.carrel.tokens;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets codes, refresh tokens and issues that nothing can refer to any more. */
@ApplicationScoped
class ForgetTokens {
  private static final Duration KEEP_CODES = Duration.ofDays(1);
  private static final Duration KEEP = Duration.ofDays(90);

  private final EntityManager entities;
  private final Clock clock;

  ForgetTokens(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  @Scheduled(
      every = "1h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void forget() {
    Instant now = clock.instant();
    delete("authorization_codes where expires_at < :before", now.minus(KEEP_CODES));
    delete("token_issues where expires_at < :before", now.minus(KEEP));
    delete(
        "refresh_tokens where ended_at < :before or grant_id in"
            + " (select id from grants where ends_at < :before)",
        now.minus(KEEP));
    delete( // a session through an institution that nobody renewed for as long
        "refresh_tokens r where session_id is not null and created_at < :before"
            + " and not exists (select from token_issues i where i.refresh_token_id = r.id)",
        now.minus(KEEP));
    delete(
        "reading_sessions s where opened_at < :before"
            + " and not exists (select from refresh_tokens r where r.session_id = s.id)",
        now.minus(KEEP));
  }

  private void delete(String what, Instant before) {
    entities
        .createNativeQuery("delete from " + what)
        .setParameter("before", before)
        .executeUpdate();
  }
}

package org.carrel.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.carrel.base.Secrets;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The logins that are over, by the hash of their session at the provider: a copy of their cookie
 * opens nothing any more, in no process and after no restart. Only what the provider ended belongs
 * here: a session that goes on there comes back with the next sign-in.
 */
@ApplicationScoped
class EndedLogins {
  private static final String SESSION = "sid";

  /** Longer than any login lasts. */
  private static final Duration KEPT = Duration.ofDays(60);

  private final EntityManager entities;
  private final Clock clock;

  EndedLogins(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** The provider's session from which a login comes; nothing where its token names none. */
  static Optional<String> sessionOf(SecurityIdentity login) {
    return login.getPrincipal() instanceof JsonWebToken token
            && token.getClaim(SESSION) instanceof String session
        ? Optional.of(session)
        : Optional.empty();
  }

  /** Ends all logins of a session for good. */
  @Transactional
  void end(String session) {
    entities
        .createNativeQuery(
            "insert into ended_logins (session_hash, ended_at) values (:session, :now)"
                + " on conflict do nothing")
        .setParameter("session", Secrets.hash(session))
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  @Transactional
  boolean isEnded(String session) {
    return !entities
        .createNativeQuery("select 1 from ended_logins where session_hash = :session")
        .setParameter("session", Secrets.hash(session))
        .getResultList()
        .isEmpty();
  }

  @Scheduled(
      every = "6h",
      delayed = "15m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void forget() {
    for (String sql :
        new String[] {
          "delete from ended_logins where ended_at < :before",
          "delete from shared_logins where since < :before"
        }) {
      entities
          .createNativeQuery(sql)
          .setParameter("before", clock.instant().minus(KEPT))
          .executeUpdate();
    }
  }
}

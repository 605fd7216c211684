package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.carrel.base.Secrets;
import org.jboss.logging.Logger;

/** The refresh tokens, and how they end. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class RefreshTokens {
  private static final Logger LOG = Logger.getLogger(RefreshTokens.class);

  private final EntityManager entities;
  private final Clock clock;

  RefreshTokens(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  Optional<RefreshToken> find(String secret) {
    return entities
        .createQuery("from RefreshToken where hash = :hash", RefreshToken.class)
        .setParameter("hash", Secrets.hash(secret))
        .getResultStream()
        .findFirst();
  }

  /** Ends one, and marks the access tokens that came of it. */
  void end(String id, String reason) {
    end("id", id, reason);
  }

  /** Ends what a code gave. */
  void endOfCode(String codeHash, String reason) {
    end("codeHash", codeHash, reason);
  }

  /** Ends all that rest on a reader's sign-in. */
  void endOfReader(String readerId, String reason) {
    end("readerId", readerId, reason);
  }

  private void end(String property, String value, String reason) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    entities.flush();
    int ended =
        entities
            .createQuery(
                "update RefreshToken set endedAt = :now, endReason = :reason where "
                    + property
                    + " = :value and endedAt is null")
            .setParameter("now", now)
            .setParameter("reason", reason)
            .setParameter("value", value)
            .executeUpdate();
    entities
        .createQuery(
            "update TokenIssue set revokedAt = :now where revokedAt is null and expiresAt > :now"
                + " and refreshTokenId in (select id from RefreshToken where "
                + property
                + " = :value)")
        .setParameter("now", now)
        .setParameter("value", value)
        .executeUpdate();
    if (ended > 0) {
      LOG.infof("%d refresh tokens ended: %s", ended, reason);
    }
  }
}

package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Secrets;
import org.carrel.identity.Subject;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

  /** Ends one with its session, and marks the access tokens that came of it. */
  void end(String id, String reason) {
    end("id = :value", Map.of("value", id), reason);
  }

  /** Ends what a code gave. */
  void endOfCode(String codeHash, String reason) {
    end("codeHash = :value", Map.of("value", codeHash), reason);
  }

  /** Ends what rests on a reader's sign-in in one browser. */
  void endOfSignIn(String readerId, @Nullable String deviceSessionId, String reason) {
    end(
        "readerId = :reader and (deviceSessionId is null or deviceSessionId = :device)",
        Map.of("reader", readerId, "device", deviceSessionId == null ? "" : deviceSessionId),
        reason);
  }

  /** Ends what rests on a device session. */
  void endOfDevice(String deviceSessionId, String reason) {
    end("deviceSessionId = :value", Map.of("value", deviceSessionId), reason);
  }

  /** Ends what a subject had of a holder's grants. */
  void endOfHolding(Subject subject, String holder, String reason) {
    boolean reader = subject instanceof Subject.OfReader;
    String id =
        subject instanceof Subject.OfReader of
            ? of.readerId()
            : ((Subject.OfDevice) subject).deviceSessionId();
    end(
        (reader ? "readerId" : "deviceSessionId")
            + " = :subject and grantId in (select g.id from Grant g where g.holder = :holder)",
        Map.of("subject", id, "holder", holder),
        reason);
  }

  private void end(String which, Map<String, String> values, String reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    entities.flush();
    Query tokens =
        entities
            .createQuery(
                "update RefreshToken set endedAt = :now, endReason = :reason"
                    + " where endedAt is null and "
                    + which)
            .setParameter("now", now)
            .setParameter("reason", reason);
    Query issues =
        entities
            .createQuery(
                "update TokenIssue set revokedAt = :now where revokedAt is null and expiresAt > :now"
                    + " and refreshTokenId in (select id from RefreshToken where "
                    + which
                    + ")")
            .setParameter("now", now);
    Query sessions =
        entities
            .createQuery(
                "update ReadingSession set endedAt = :now where endedAt is null"
                    + " and id in (select sessionId from RefreshToken where "
                    + which
                    + ")")
            .setParameter("now", now);
    values.forEach(sessions::setParameter);
    values.forEach(tokens::setParameter);
    values.forEach(issues::setParameter);
    int ended = tokens.executeUpdate();
    issues.executeUpdate();
    sessions.executeUpdate();
    if (ended > 0) {
      LOG.infof("%d refresh tokens ended: %s", ended, reason);
    }
  }
}

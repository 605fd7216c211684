package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;

/** All claims that wait for an answer. */
@ApplicationScoped
class Claims {
  private final EntityManager entities;
  private final Clock clock;

  Claims(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** Makes a claim and gives its secret; an earlier one of the same account ends. */
  @Transactional(TxType.MANDATORY)
  String make(Pass pass, String readerId, Instant now) {
    entities
        .createQuery("delete from Claim c where c.passId = :pass and c.readerId = :reader")
        .setParameter("pass", pass.id())
        .setParameter("reader", readerId)
        .executeUpdate();
    String secret = Ids.random();
    entities.persist(new Claim(Secrets.hash(secret), pass.id(), readerId, now));
    return secret;
  }

  /** The claim that a secret opens; nothing where it is unknown, answered or over. */
  @Transactional
  Optional<Claim> bySecret(String secret) {
    return Optional.ofNullable(entities.find(Claim.class, Secrets.hash(secret)))
        .filter(claim -> !claim.isOver(clock.instant()));
  }

  /** The same, answered: from now on its secret opens nothing. */
  @Transactional(TxType.MANDATORY)
  Optional<Claim> answer(String secret) {
    Claim claim = entities.find(Claim.class, Secrets.hash(secret), LockModeType.PESSIMISTIC_WRITE);
    if (claim == null || claim.isOver(clock.instant())) {
      return Optional.empty();
    }
    entities.remove(claim);
    return Optional.of(claim);
  }

  /** Forgets those that nobody answered. */
  @Transactional
  void forget() {
    entities
        .createQuery("delete from Claim c where c.expiresAt <= :now")
        .setParameter("now", clock.instant())
        .executeUpdate();
  }
}

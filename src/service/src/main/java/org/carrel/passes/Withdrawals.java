package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;

/** All withdrawals. */
@ApplicationScoped
public class Withdrawals {
  private final EntityManager entities;

  Withdrawals(EntityManager entities) {
    this.entities = entities;
  }

  @Transactional
  public Optional<Withdrawal> find(String id) {
    return Optional.ofNullable(entities.find(Withdrawal.class, id));
  }

  /** The withdrawal of an order that stands; one that failed does not. */
  @Transactional
  public Optional<Withdrawal> ofOrder(String orderId) {
    return entities
        .createQuery(
            "from Withdrawal w where w.orderId = :order and w.failedAt is null", Withdrawal.class)
        .setParameter("order", orderId)
        .getResultStream()
        .findFirst();
  }

  /** Whether a withdrawal of this order turned out at {@code when} to have failed. */
  @Transactional
  public boolean failedAt(String orderId, Instant when) {
    return !entities
        .createQuery(
            "from Withdrawal w where w.orderId = :order and w.failedAt = :when", Withdrawal.class)
        .setParameter("order", orderId)
        .setParameter("when", when)
        .getResultList()
        .isEmpty();
  }

  /** Writes one down; the database refuses a second one that stands. */
  @Transactional(TxType.MANDATORY)
  void add(Withdrawal withdrawal) {
    entities.persist(withdrawal);
    entities.flush();
  }
}

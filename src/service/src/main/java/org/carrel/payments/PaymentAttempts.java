package org.carrel.payments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempt.State;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to move money. The order of work is always: record here (transaction), call {@link
 * CardPayments} (none), record the outcome here (transaction). All methods that write join the
 * caller's transaction, so that the order's own row changes with them.
 */
@ApplicationScoped
public class PaymentAttempts {
  private final EntityManager entities;
  private final Clock clock;

  PaymentAttempts(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** Writes an attempt down; the database refuses a second open one of its kind and order. */
  @Transactional(TxType.MANDATORY)
  public PaymentAttempt begin(Kind kind, String orderId, String parameters) {
    PaymentAttempt attempt = new PaymentAttempt(kind, orderId, parameters, Micros.now(clock));
    entities.persist(attempt);
    return attempt;
  }

  /** The attempt of this kind that is not settled. */
  @Transactional
  public Optional<PaymentAttempt> open(Kind kind, String orderId) {
    return entities
        .createQuery(
            "from PaymentAttempt a where a.orderId = :order and a.kind = :kind"
                + " and a.state = :open",
            PaymentAttempt.class)
        .setParameter("order", orderId)
        .setParameter("kind", kind)
        .setParameter("open", State.OPEN)
        .getResultStream()
        .findFirst();
  }

  /** Open attempts made before {@code when}, the oldest first. */
  @Transactional
  public List<PaymentAttempt> openBefore(Kind kind, Instant when, int most) {
    return entities
        .createQuery(
            "from PaymentAttempt a where a.kind = :kind and a.state = :open"
                + " and a.createdAt < :when order by a.createdAt",
            PaymentAttempt.class)
        .setParameter("kind", kind)
        .setParameter("open", State.OPEN)
        .setParameter("when", when)
        .setMaxResults(most)
        .getResultList();
  }

  /** All attempts of an order, the oldest first. */
  @Transactional
  public List<PaymentAttempt> of(String orderId) {
    return entities
        .createQuery(
            "from PaymentAttempt a where a.orderId = :order order by a.createdAt",
            PaymentAttempt.class)
        .setParameter("order", orderId)
        .getResultList();
  }

  /** Records that the attempt made {@code objectId}; a settled attempt stays as it is. */
  @Transactional(TxType.MANDATORY)
  public void done(String id, String objectId) {
    settle(id, State.DONE, objectId, null);
  }

  /** Records that the processor refused. */
  @Transactional(TxType.MANDATORY)
  public void refused(String id, String why) {
    settle(id, State.REFUSED, null, why);
  }

  /** Records that the processor was asked and has nothing of this attempt. */
  @Transactional(TxType.MANDATORY)
  public void none(String id) {
    settle(id, State.NONE, null, null);
  }

  private void settle(String id, State state, @Nullable String object, @Nullable String why) {
    PaymentAttempt attempt =
        entities.find(PaymentAttempt.class, id, LockModeType.PESSIMISTIC_WRITE);
    attempt.settle(state, object, why, Micros.now(clock));
  }
}

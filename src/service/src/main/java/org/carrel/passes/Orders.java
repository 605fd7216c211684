package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All orders. */
@ApplicationScoped
public class Orders {
  private static final int SKIP_LOCKED = -2;
  private static final int MOST = 100;

  private final EntityManager entities;

  Orders(EntityManager entities) {
    this.entities = entities;
  }

  @Transactional
  public Optional<Order> find(String id) {
    return Optional.ofNullable(entities.find(Order.class, id));
  }

  /** By the reference that people read out, in upper or lower case. */
  @Transactional
  public Optional<Order> byReference(String reference) {
    return first("o.reference = :value", reference.strip().toUpperCase(Locale.ROOT));
  }

  /** By the id of its payment page or of its payment. */
  @Transactional
  public Optional<Order> byStripeId(String id) {
    return first("o.sessionId = :value or o.paymentIntentId = :value", id.strip());
  }

  /** Orders under this address, the newest first, at most 100. */
  @Transactional
  public List<Order> byEmail(String email) {
    return entities
        .createQuery(
            "from Order o where lower(o.email) = :email order by o.createdAt desc", Order.class)
        .setParameter("email", email.strip().toLowerCase(Locale.ROOT))
        .setMaxResults(MOST)
        .getResultList();
  }

  /** Those of {@link #byEmail} that were paid: what nobody paid for cannot crowd them out. */
  @Transactional
  public List<Order> paidByEmail(String email) {
    return entities
        .createQuery(
            "from Order o where lower(o.email) = :email and o.paidAt is not null"
                + " order by o.createdAt desc",
            Order.class)
        .setParameter("email", email.strip().toLowerCase(Locale.ROOT))
        .setMaxResults(MOST)
        .getResultList();
  }

  @Transactional(TxType.MANDATORY)
  void add(Order order) {
    entities.persist(order);
  }

  /** The order as it is committed now, its row locked until this transaction ends. */
  @Transactional(TxType.MANDATORY)
  Optional<Order> lock(String id) {
    Order order = entities.find(Order.class, id);
    if (order != null) {
      entities.refresh(order, LockModeType.PESSIMISTIC_WRITE);
    }
    return Optional.ofNullable(order);
  }

  /**
   * Takes orders in these states that nobody looked at for {@code pause}, the longest waiting
   * first, and notes that they are looked at now; those that another process takes are left out.
   */
  @Transactional(TxType.MANDATORY)
  List<String> take(Collection<OrderState> states, Instant now, Duration pause, int most) {
    List<String> ids =
        entities
            .createQuery(
                "from Order o where o.state in :states and o.sweptAt <= :before order by o.sweptAt",
                Order.class)
            .setParameter("states", states)
            .setParameter("before", now.minus(pause))
            .setMaxResults(most)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
            .getResultStream()
            .map(Order::id)
            .toList();
    ids.forEach(id -> swept(id, now));
    return ids;
  }

  /** Not a change of the order: its version stays, so that nobody who reads it now is disturbed. */
  private void swept(String id, Instant now) {
    entities
        .createNativeQuery("update orders set swept_at = :now where id = :id")
        .setParameter("now", now)
        .setParameter("id", id)
        .executeUpdate();
  }

  private Optional<Order> first(String where, String value) {
    return entities
        .createQuery("from Order o where " + where, Order.class)
        .setParameter("value", value)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }
}

package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Notes that an order which becomes PAID looks like a second payment by mistake: another one for
 * the same plan, from the same browser or under the same address, was paid within the ten minutes
 * before. Such an order gives a pass that waits, whatever was chosen; it starts and extends nothing
 * by itself.
 *
 * <p>Two payments that settle at one instant go one after the other: each locks the names of its
 * browser and its address, the smaller number first, after its own order's row. The first finds
 * nothing and is a normal one; the second finds the first.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class NoteSecondPayment {
  private static final Duration SHORTLY = Duration.ofMinutes(10);

  private final EntityManager entities;
  private final OrderLog log;

  NoteSecondPayment(EntityManager entities, OrderLog log) {
    this.entities = entities;
    this.log = log;
  }

  /** What a history shows of it. */
  enum Act {
    PAID_TWICE
  }

  /** Whether it is one; the order's row is locked, and it has just become PAID. */
  boolean of(Order order, Instant now) {
    lock(order);
    Optional<String> first = firstOf(order, now.minus(SHORTLY));
    first.ifPresent(
        id -> {
          order.isSecondOf(id);
          log.order(order, Act.PAID_TWICE, Map.of("first", id));
        });
    return first.isPresent();
  }

  private void lock(Order order) {
    String plan = order.planCode() + " ";
    LongStream.of(
            number("browser " + plan + order.browserHash()),
            number("address " + plan + order.email().value().toLowerCase(Locale.ROOT)))
        .sorted()
        .forEach(
            name ->
                entities
                    .createNativeQuery("select pg_advisory_xact_lock(:name)", Object.class)
                    .setParameter("name", name)
                    .getResultList());
  }

  private Optional<String> firstOf(Order order, Instant since) {
    return entities
        .createQuery(
            "select o.id from Order o where o.planCode = :plan and o.id <> :id"
                + " and o.state = :paid and o.paidAt >= :since"
                + " and (o.browserHash = :browser or lower(o.email) = lower(:email))"
                + " order by o.paidAt, o.id",
            String.class)
        .setParameter("plan", order.planCode())
        .setParameter("id", order.id())
        .setParameter("paid", OrderState.PAID)
        .setParameter("since", since)
        .setParameter("browser", order.browserHash())
        .setParameter("email", order.email().value())
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  private static long number(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

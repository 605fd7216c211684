package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carrel.base.Money;
import org.carrel.invoices.Document;
import org.carrel.invoices.Invoices;
import org.carrel.payments.PaymentFacts.Refund;

/**
 * Notes the refunds of an order, in the transaction that moves it and under its row lock: each
 * once, however often it is told of, and once more if it fails. A refund that was never seen to be
 * under way and has failed is none.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class NoteRefunds {
  private final EntityManager entities;
  private final Plans plans;
  private final Invoices invoices;
  private final Withdrawals withdrawals;
  private final OrderLog log;
  private final Event<Object> events;

  NoteRefunds(
      EntityManager entities,
      Plans plans,
      Invoices invoices,
      Withdrawals withdrawals,
      OrderLog log,
      Event<Object> events) {
    this.entities = entities;
    this.plans = plans;
    this.invoices = invoices;
    this.withdrawals = withdrawals;
    this.log = log;
    this.events = events;
  }

  /** What a history shows of it. */
  enum Act {
    SENT_BACK,
    REFUND_FAILED
  }

  /**
   * Notes {@code refunds}, in whatever order they come; the order has already come to the state
   * that they mean. Failures first: what they leave with us may have been sent back since.
   */
  void note(Order order, List<Refund> refunds, Instant now) {
    for (Refund refund : refunds) {
      OrderRefund known = entities.find(OrderRefund.class, refund.id());
      if (known != null && refund.gone() && !known.failed()) {
        failed(order, refund, known, now);
      }
    }
    for (Refund refund : refunds) {
      if (!refund.gone() && entities.find(OrderRefund.class, refund.id()) == null) {
        sentBack(order, refund, now);
      }
    }
  }

  /** Whether it was told of before that this refund came to nothing. */
  boolean isFailed(Refund refund) {
    OrderRefund known = entities.find(OrderRefund.class, refund.id());
    return known != null && known.failed();
  }

  private void sentBack(Order order, Refund refund, Instant now) {
    entities.persist(new OrderRefund(refund.id(), order.id(), refund.amount(), now));
    order.sentBack(refund.amount());
    log.order(order, Act.SENT_BACK, Map.of("refund", refund.id()));
    String credit =
        invoices
            .credit(order.id(), refund.id(), refund.amount(), now)
            .map(Document::number)
            .orElse(null);
    events.fire(
        new MoneySentBack(order, plan(order), refund.id(), money(order, refund.amount()), credit));
  }

  private void failed(Order order, Refund refund, OrderRefund known, Instant now) {
    known.fail(now);
    order.keptAfterAll(known.amount());
    log.order(order, Act.REFUND_FAILED, Map.of("refund", refund.id()));
    invoices.takeBack(refund.id(), now);
    events.fire(
        new RefundFailed(
            order,
            plan(order),
            refund.id(),
            money(order, known.amount()),
            withdrawals.failedAt(order.id(), now)));
  }

  private Plan plan(Order order) {
    return plans.version(order.planCode(), order.planVersion());
  }

  private static Money money(Order order, long minor) {
    return new Money(minor, order.total().currency());
  }
}

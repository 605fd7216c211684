package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.payments.CardPayments;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempts;
import org.carrel.payments.PaymentFacts;
import org.carrel.payments.PaymentSignal;
import org.carrel.payments.StripeConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings an order to what its payment's facts say: the one fulfilment, called by the success page,
 * the webhooks and the sweep, as often and as concurrently as they like. The facts are fetched
 * before the transaction; under the order's row lock they count only if the order has not changed
 * since before they were fetched, else they are fetched again, so older facts never undo newer.
 */
@ApplicationScoped
public class FulfilOrder {
  private static final Logger LOG = Logger.getLogger(FulfilOrder.class);
  private static final int TRIES = 10;

  private final Orders orders;
  private final PaymentAttempts attempts;
  private final CardPayments payments;
  private final StripeConfig stripe;
  private final Plans plans;
  private final BillOrder bill;
  private final FollowOrder follow;
  private final NoteRefunds refunds;
  private final OrderLog log;
  private final Clock clock;

  FulfilOrder(
      Orders orders,
      PaymentAttempts attempts,
      CardPayments payments,
      StripeConfig stripe,
      Plans plans,
      BillOrder bill,
      FollowOrder follow,
      NoteRefunds refunds,
      OrderLog log,
      Clock clock) {
    this.orders = orders;
    this.attempts = attempts;
    this.payments = payments;
    this.stripe = stripe;
    this.plans = plans;
    this.bill = bill;
    this.follow = follow;
    this.refunds = refunds;
    this.log = log;
    this.clock = clock;
  }

  /** News of the processor; about an order that is not ours it does nothing. */
  void hear(@Observes PaymentSignal signal) {
    recompute(signal.orderId(), signal.sessionId());
  }

  /** The order after its facts were fetched and applied; empty where there is no such order. */
  public Optional<Order> recompute(String orderId) {
    return recompute(orderId, null);
  }

  /**
   * As {@link #recompute(String)}; {@code toldSession} is the payment page where the order does not
   * know it yet. It counts only if it names the order.
   */
  public Optional<Order> recompute(String orderId, @Nullable String toldSession) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Order> seen = orders.find(orderId);
      String session = seen.flatMap(Order::sessionId).orElse(toldSession);
      if (seen.isEmpty() || session == null) {
        return seen;
      }
      Optional<PaymentFacts> facts = payments.facts(session, !seen.get().refunded().isZero());
      if (facts.isEmpty() || isForeign(seen.get(), facts.get())) {
        LOG.warnf("order %s: session %s tells nothing of it", orderId, session);
        return seen;
      }
      Optional<Order> after = apply(orderId, seen.get().version(), facts.get());
      if (after.isPresent()) {
        return after;
      }
    }
    throw new IllegalStateException("order " + orderId + " changes faster than its facts come");
  }

  /** A session that news told of, and that does not name the order, is not the order's. */
  private static boolean isForeign(Order order, PaymentFacts facts) {
    return order.sessionId().isEmpty() && !order.id().equals(facts.reference());
  }

  /** Applies facts to the order if it is still at {@code version}; else nothing, and empty. */
  Optional<Order> apply(String orderId, long version, PaymentFacts facts) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Order order = orders.lock(orderId).orElseThrow();
              if (order.version() != version) {
                return Optional.empty();
              }
              order.openedAs(facts.sessionId(), null);
              attempts
                  .open(Kind.CHECKOUT, orderId)
                  .ifPresent(attempt -> attempts.done(attempt.id(), facts.sessionId()));
              order.note(facts);
              OrderVerdict verdict = OrderVerdict.of(expected(order), facts);
              Instant now = Micros.now(clock);
              walk(order, verdict.steps(order.state(), order.paidAt().isPresent()), verdict, now);
              if (facts.payment() != null) {
                refunds.note(order, facts.payment().refunds(), now);
              }
              return Optional.of(order);
            });
  }

  private OrderVerdict.Expected expected(Order order) {
    return new OrderVerdict.Expected(
        order.id(),
        order.price(),
        stripe.livemode(),
        plans.version(order.planCode(), order.planVersion()).terms().promotionCodes(),
        order.tax().orElse(null));
  }

  /** The invoice comes last: its counter is one row for all, held as shortly as can be. */
  private void walk(Order order, List<OrderEvent> steps, OrderVerdict verdict, Instant now) {
    boolean paid = false;
    for (OrderEvent step : steps) {
      order.move(step, now, verdict.mismatch());
      log.order(
          order, step, verdict.mismatch() == null ? Map.of() : Map.of("check", verdict.mismatch()));
      paid |= order.state() == OrderState.PAID;
    }
    if (!steps.isEmpty()) {
      follow.to(order, now);
    }
    if (paid) {
      bill.of(order, plans.version(order.planCode(), order.planVersion()));
    }
  }
}

package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.carrel.base.Micros;
import org.carrel.payments.CardPayments;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempts;
import org.carrel.payments.PaymentSignal;
import org.jboss.logging.Logger;

/**
 * Looks again at what no news came of, so that a lost webhook, a closed browser or a crash loses no
 * payment: orders that are open for long, refunds without a clear outcome, and payments in review
 * that nobody looked at, which go back by themselves.
 */
@ApplicationScoped
public class SweepOrders {
  private static final Logger LOG = Logger.getLogger(SweepOrders.class);
  private static final Set<OrderState> OPEN =
      EnumSet.of(OrderState.NEW, OrderState.AWAITING, OrderState.PROCESSING);
  private static final int BATCH = 20;

  /** How far the processor's clock and ours may be apart when its list is searched by time. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final Orders orders;
  private final PaymentAttempts attempts;
  private final CardPayments payments;
  private final FulfilOrder fulfil;
  private final RefundOrder refund;
  private final PassesConfig config;
  private final OrderLog log;
  private final Clock clock;

  SweepOrders(
      Orders orders,
      PaymentAttempts attempts,
      CardPayments payments,
      FulfilOrder fulfil,
      RefundOrder refund,
      PassesConfig config,
      OrderLog log,
      Clock clock) {
    this.orders = orders;
    this.attempts = attempts;
    this.payments = payments;
    this.fulfil = fulfil;
    this.refund = refund;
    this.config = config;
    this.log = log;
    this.clock = clock;
  }

  @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweep() {
    each(take(OPEN), this::lookAgain);
    each(take(Set.of(OrderState.REVIEW)), this::refundForgotten);
    Instant before = clock.instant().minus(config.orders().sweepAfter());
    attempts.openBefore(Kind.REFUND, before, BATCH).forEach(this::refundAgain);
  }

  private List<String> take(Set<OrderState> states) {
    return QuarkusTransaction.requiringNew()
        .call(() -> orders.take(states, Micros.now(clock), config.orders().sweepAfter(), BATCH));
  }

  private void each(List<String> ids, Consumer<Order> act) {
    ids.forEach(id -> orders.find(id).ifPresent(order -> guarded(order, act)));
  }

  private static void guarded(Order order, Consumer<Order> act) {
    try {
      act.accept(order);
    } catch (RuntimeException e) {
      LOG.warnf(e, "order %s: looked at again later", order.id());
    }
  }

  private void lookAgain(Order order) {
    if (order.state() == OrderState.NEW) {
      settleNew(order);
    } else {
      fulfil.recompute(order.id());
    }
  }

  /** An order whose payment page may or may not exist: Stripe's list of pages tells. */
  private void settleNew(Order order) {
    Instant made = order.createdAt();
    Instant until = made.plus(config.orders().payWithin());
    Optional<String> session =
        payments.sessionOf(order.id(), made.minus(CLOCKS_APART), until.plus(CLOCKS_APART));
    if (session.isPresent()) {
      fulfil.hear(new PaymentSignal(order.id(), session.get()));
    } else if (clock.instant().isAfter(until.plus(CLOCKS_APART))) {
      abandon(order.id());
    }
  }

  /** The page could be opened until it would have expired; Stripe has none, so nobody can pay. */
  private void abandon(String orderId) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Order order = orders.lock(orderId).orElseThrow();
              if (order.state() == OrderState.NEW) {
                order.move(OrderEvent.NO_SESSION, Micros.now(clock), null);
                log.order(order, OrderEvent.NO_SESSION, Map.of());
                attempts
                    .open(Kind.CHECKOUT, orderId)
                    .map(PaymentAttempt::id)
                    .ifPresent(attempts::none);
              }
            });
  }

  private void refundForgotten(Order order) {
    Instant due = order.reviewSince().orElseThrow().plus(config.orders().reviewRefundAfter());
    if (!clock.instant().isBefore(due)) {
      refund.refund(order.id(), "review-timer");
    } else {
      fulfil.recompute(order.id());
    }
  }

  private void refundAgain(PaymentAttempt attempt) {
    try {
      refund.again(attempt);
    } catch (RuntimeException e) {
      LOG.warnf(e, "refund attempt %s: sent again later", attempt.id());
    }
  }
}

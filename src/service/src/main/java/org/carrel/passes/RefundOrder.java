package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carrel.base.Micros;
import org.carrel.payments.CardPayments;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempts;
import org.carrel.payments.PaymentFacts.Refund;

/**
 * Gives all money of an order back. The attempt is written down before the call and sent again
 * under its own key until its outcome is known, so nothing is refunded twice.
 *
 * <p>The pass is taken back in the transaction that records the refund, not before the call: a
 * refund that the processor refuses must not cost a reader the pass, and one that is made but not
 * recorded (a crash between the two) is found by its webhook and by the sweep of open attempts.
 */
@ApplicationScoped
public class RefundOrder {
  private static final Set<OrderState> REFUNDABLE =
      EnumSet.of(OrderState.PAID, OrderState.REVIEW, OrderState.FRAUD_REVIEW);

  private final Orders orders;
  private final PaymentAttempts attempts;
  private final CardPayments payments;
  private final FollowOrder follow;
  private final NoteRefunds refunds;
  private final FulfilOrder fulfil;
  private final OrderLog log;
  private final Clock clock;

  RefundOrder(
      Orders orders,
      PaymentAttempts attempts,
      CardPayments payments,
      FollowOrder follow,
      NoteRefunds refunds,
      FulfilOrder fulfil,
      OrderLog log,
      Clock clock) {
    this.orders = orders;
    this.attempts = attempts;
    this.payments = payments;
    this.follow = follow;
    this.refunds = refunds;
    this.fulfil = fulfil;
    this.log = log;
    this.clock = clock;
  }

  /** What came of asking for a refund. */
  public enum Outcome {
    /** The money is on its way back and the pass is taken back. */
    REFUNDED,
    /** Nothing was charged, so no money moves; the pass is taken back. */
    NOTHING_CHARGED,
    /** The order holds no money to give back. */
    NOTHING_TO_REFUND,
    /** The processor refused; the order's history names its reason. */
    REFUSED,
    /** The processor did not answer clearly; the same attempt is sent again by itself. */
    UNCLEAR
  }

  /**
   * Refunds in full.
   *
   * @param by id of who asked, for the record: a reader's id, or {@code review-timer}
   */
  public Outcome refund(String orderId, String by) {
    Optional<PaymentAttempt> attempt = begin(orderId, by);
    if (attempt.isPresent()) {
      return send(attempt.get());
    }
    boolean free =
        QuarkusTransaction.requiringNew()
            .call(() -> takeBackFree(orders.lock(orderId).orElseThrow(), by));
    return free ? Outcome.NOTHING_CHARGED : Outcome.NOTHING_TO_REFUND;
  }

  /**
   * Sends an open attempt again. The facts are fetched first: the refund may have been made long
   * ago, and keys are remembered by the processor for a day only.
   */
  void again(PaymentAttempt attempt) {
    Optional<Order> order = fulfil.recompute(attempt.orderId());
    if (order.isPresent() && REFUNDABLE.contains(order.get().state())) {
      send(attempt);
    } else {
      QuarkusTransaction.requiringNew().run(() -> attempts.none(attempt.id()));
    }
  }

  private Optional<PaymentAttempt> begin(String orderId, String by) {
    return QuarkusTransaction.requiringNew()
        .call(() -> record(orders.lock(orderId).orElseThrow(), by));
  }

  /**
   * Writes the refund of an order down, in the caller's transaction and under the order's lock;
   * {@link #send} makes it afterwards. Nothing where the order holds no money.
   */
  @Transactional(TxType.MANDATORY)
  Optional<PaymentAttempt> record(Order order, String by) {
    if (!REFUNDABLE.contains(order.state()) || order.paymentIntentId().isEmpty()) {
      return Optional.empty();
    }
    log.order(order, Kind.REFUND, Map.of("by", by));
    String payment = order.paymentIntentId().get();
    return Optional.of(
        attempts
            .open(Kind.REFUND, order.id())
            .orElseGet(
                () ->
                    attempts.begin(
                        Kind.REFUND, order.id(), payments.refundParameters(order.id(), payment))));
  }

  /**
   * Ends an order of total 0, which has no payment: that nothing is owed any more is a recorded
   * act. In the caller's transaction and under the order's lock; false for any other order.
   */
  @Transactional(TxType.MANDATORY)
  boolean takeBackFree(Order order, String by) {
    if (!REFUNDABLE.contains(order.state())
        || order.paymentIntentId().isPresent()
        || !order.total().isZero()) {
      return false;
    }
    Instant now = Micros.now(clock);
    order.move(OrderEvent.MONEY_RETURNED, now, null);
    log.order(order, OrderEvent.MONEY_RETURNED, Map.of("by", by));
    follow.to(order, now);
    return true;
  }

  /** Makes a refund that is written down, and records what came of it. */
  Outcome send(PaymentAttempt attempt) {
    Answer<Refund> answer = payments.refund(attempt.idempotencyKey(), attempt.parameters());
    if (answer instanceof Answer.Done<Refund> done) {
      returned(attempt, done.value());
      return Outcome.REFUNDED;
    }
    if (answer instanceof Answer.Refused<Refund> refused) {
      refused(attempt, refused.code());
      return Outcome.REFUSED;
    }
    return Outcome.UNCLEAR;
  }

  private void returned(PaymentAttempt attempt, Refund refund) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Instant now = Micros.now(clock);
              Order order = orders.lock(attempt.orderId()).orElseThrow();
              attempts.done(attempt.id(), refund.id());
              if (refunds.isFailed(refund)) {
                follow.refundRefused(
                    order, now); // the answer is older than the news of its failure
                return;
              }
              if (REFUNDABLE.contains(order.state())) {
                order.move(OrderEvent.MONEY_RETURNED, now, null);
                log.order(order, OrderEvent.MONEY_RETURNED, Map.of("refund", refund.id()));
                follow.to(order, now);
              }
              refunds.note(order, List.of(refund), now);
            });
  }

  /**
   * Refused may mean that the money went back before, by another hand. So the facts are asked
   * first; with no attempt open any more they also bring back what was withdrawn, if the money is
   * here.
   */
  private void refused(PaymentAttempt attempt, String code) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              attempts.refused(attempt.id(), code);
              Order order = orders.lock(attempt.orderId()).orElseThrow();
              log.order(order, PaymentAttempt.State.REFUSED, Map.of("code", code));
            });
    fulfil.recompute(attempt.orderId());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Order order = orders.lock(attempt.orderId()).orElseThrow();
              if (order.state() == OrderState.PAID) {
                follow.refundRefused(order, Micros.now(clock));
              }
            });
  }
}

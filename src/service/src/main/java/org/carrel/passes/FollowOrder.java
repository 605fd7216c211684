package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;
import org.carrel.passes.Yield.Standing;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempts;

/**
 * Makes what an order gave follow the order, in the transaction that moves the order and under its
 * row lock: paid gives and keeps it, a question holds it back, money that went back takes it away.
 * Only the state in which the order comes to rest has effects; the steps on the way have none.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class FollowOrder {
  private final Passes passes;
  private final Plans plans;
  private final NoteSecondPayment second;
  private final IssuePass issue;
  private final UndoWithdrawal undo;
  private final PaymentAttempts attempts;
  private final ExtendPass extend;
  private final FitPass fit;
  private final Event<Object> events;

  FollowOrder(
      Passes passes,
      Plans plans,
      NoteSecondPayment second,
      IssuePass issue,
      UndoWithdrawal undo,
      PaymentAttempts attempts,
      ExtendPass extend,
      FitPass fit,
      Event<Object> events) {
    this.passes = passes;
    this.plans = plans;
    this.second = second;
    this.issue = issue;
    this.undo = undo;
    this.attempts = attempts;
    this.extend = extend;
    this.fit = fit;
    this.events = events;
  }

  void to(Order order, Instant now) {
    Plan plan = plans.version(order.planCode(), order.planVersion());
    switch (order.state()) {
      case PAID -> {
        if (passes.yieldOf(order.id()).isPresent()) {
          stand(order, Standing.PAID, now);
          comeBackUnlessUnderWay(order, now);
        } else if (second.of(order, now) || !extend.by(order, plan, now)) {
          issue.of(order, plan, now);
        }
      }
      case DISPUTED, FRAUD_REVIEW -> stand(order, Standing.QUESTIONED, now);
      case REVIEW -> {
        stand(order, Standing.QUESTIONED, now);
        events.fire(new OrderInReview(order, plan));
      }
      case REFUNDED, CHARGED_BACK -> stand(order, Standing.GONE, now);
      case NEW, AWAITING, PROCESSING, ABANDONED, FAILED -> {}
    }
  }

  /** The processor refused to send the money back: what was withdrawn for it comes back. */
  void refundRefused(Order order, Instant now) {
    withdrawn(order).ifPresent(pass -> undo.of(order, pass, now));
  }

  /** A withdrawn pass stays so while its refund may still be made. */
  private void comeBackUnlessUnderWay(Order order, Instant now) {
    withdrawn(order)
        .filter(pass -> attempts.open(PaymentAttempt.Kind.REFUND, order.id()).isEmpty())
        .ifPresent(pass -> undo.of(order, pass, now));
  }

  private Optional<Pass> withdrawn(Order order) {
    return passes
        .ofOrder(order.id())
        .flatMap(found -> passes.lock(found.id()))
        .filter(Pass::isWithdrawn);
  }

  private void stand(Order order, Standing standing, Instant now) {
    passes.yieldOf(order.id()).ifPresent(given -> fit.after(given, standing, now));
  }
}

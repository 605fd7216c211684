package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.Grants;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempts;

/**
 * Makes a pass follow its order, in the transaction that moves the order and under its row lock:
 * paid gives and keeps it, a question suspends it, money that went back takes it away. Only the
 * state in which the order comes to rest has effects; the steps on the way have none.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class FollowOrder {
  private static final String REASON = "payment";

  private final Passes passes;
  private final Plans plans;
  private final IssuePass issue;
  private final UndoWithdrawal undo;
  private final PaymentAttempts attempts;
  private final Grants grants;
  private final OrderLog log;
  private final Event<Object> events;

  FollowOrder(
      Passes passes,
      Plans plans,
      IssuePass issue,
      UndoWithdrawal undo,
      PaymentAttempts attempts,
      Grants grants,
      OrderLog log,
      Event<Object> events) {
    this.passes = passes;
    this.plans = plans;
    this.issue = issue;
    this.undo = undo;
    this.attempts = attempts;
    this.grants = grants;
    this.log = log;
    this.events = events;
  }

  void to(Order order, Instant now) {
    Optional<Pass> pass = passes.ofOrder(order.id()).flatMap(found -> passes.lock(found.id()));
    Plan plan = plans.version(order.planCode(), order.planVersion());
    switch (order.state()) {
      case PAID ->
          pass.ifPresentOrElse(
              found -> giveBack(order, found, now), () -> issue.of(order, plan, now));
      case DISPUTED, FRAUD_REVIEW -> pass.ifPresent(this::suspend);
      case REVIEW -> {
        pass.ifPresent(this::suspend);
        events.fire(new OrderInReview(order, plan, eventId(order)));
      }
      case REFUNDED -> {
        pass.ifPresent(this::revoke);
        events.fire(new OrderRefunded(order, plan, eventId(order)));
      }
      case CHARGED_BACK -> pass.ifPresent(this::revoke);
      case NEW, AWAITING, PROCESSING, ABANDONED, FAILED -> {}
    }
  }

  /** Each step of an order raises its version. */
  private static String eventId(Order order) {
    return order.id() + "/" + order.version();
  }

  /** The processor refused to send the money back: what was withdrawn for it comes back. */
  void refundRefused(Order order, Instant now) {
    passes
        .ofOrder(order.id())
        .flatMap(found -> passes.lock(found.id()))
        .filter(Pass::isWithdrawn)
        .ifPresent(pass -> undo.of(order, pass, now));
  }

  private void giveBack(Order order, Pass pass, Instant now) {
    if (pass.isWithdrawn()) {
      if (attempts.open(PaymentAttempt.Kind.REFUND, order.id()).isEmpty()) {
        undo.of(order, pass, now);
      }
    } else if (pass.isRevokedFor(Pass.Revocation.MONEY)) {
      PassEvent event = pass.comeBack(now);
      grants.resume(pass.grantId(), REASON);
      grants.restore(pass.grantId());
      log.pass(pass, event, Map.of());
    } else if (pass.state() == PassState.SUSPENDED) {
      PassEvent event = pass.comeBack(now);
      grants.resume(pass.grantId(), REASON);
      log.pass(pass, event, Map.of());
    }
  }

  private void suspend(Pass pass) {
    if (PassEvent.TABLE.next(pass.state(), PassEvent.SUSPEND).isPresent()) {
      pass.move(PassEvent.SUSPEND);
      grants.suspend(pass.grantId(), REASON);
      log.pass(pass, PassEvent.SUSPEND, Map.of());
    }
  }

  private void revoke(Pass pass) {
    if (pass.state() != PassState.REVOKED) {
      pass.revoke(Pass.Revocation.MONEY);
      grants.revoke(pass.grantId(), REASON);
      log.pass(pass, PassEvent.REVOKE, Map.of());
    }
  }
}

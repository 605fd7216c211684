package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.Grants;
import org.carrel.base.Micros;
import org.carrel.payments.PaymentAttempt;

/**
 * Lets a buyer withdraw from the contract of a pass that is not used yet: full refund, no reason
 * asked. One transaction, under the locks of order and pass in this order, takes the pass back and
 * writes the refund down; then the processor is called. {@link StartPass} takes the same lock of
 * the pass, so of Start and Withdraw at one instant exactly one wins. Where the processor refuses,
 * the pass comes back; where its answer is unclear, {@link SweepOrders} sends the same refund
 * again.
 */
@ApplicationScoped
public class WithdrawPass {
  private final Orders orders;
  private final Passes passes;
  private final Plans plans;
  private final Withdrawals withdrawals;
  private final Grants grants;
  private final RefundOrder refunds;
  private final OrderLog log;
  private final Event<PassWithdrawn> events;
  private final Clock clock;

  WithdrawPass(
      Orders orders,
      Passes passes,
      Plans plans,
      Withdrawals withdrawals,
      Grants grants,
      RefundOrder refunds,
      OrderLog log,
      Event<PassWithdrawn> events,
      Clock clock) {
    this.orders = orders;
    this.passes = passes;
    this.plans = plans;
    this.withdrawals = withdrawals;
    this.grants = grants;
    this.refunds = refunds;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The withdrawal is received, now or before; its page tells how the money stands. */
    record Received(Withdrawal withdrawal) implements Outcome {}

    /** The pass is in use or over, or its payment is in question: nothing was changed. */
    record NotUnused(PassState state) implements Outcome {}
  }

  /** What a history shows of it. */
  enum Act {
    WITHDRAWN
  }

  /** What the first transaction left to do: {@code refund} is there where money has to move. */
  record Recorded(Outcome outcome, Optional<PaymentAttempt> refund) {}

  /**
   * Withdraws; whether the visitor may is for the caller to know. Never call it inside a
   * transaction: the refund goes over the network.
   *
   * @param zone the zone that the browser told, for the mail
   */
  public Outcome withdraw(String passId, Optional<ZoneId> zone) {
    Recorded recorded =
        QuarkusTransaction.requiringNew().call(() -> record(passId, zone, Micros.now(clock)));
    recorded.refund().ifPresent(refunds::send);
    return recorded.outcome();
  }

  /** Everything but the call, in the caller's transaction. */
  Recorded record(String passId, Optional<ZoneId> zone, Instant now) {
    Order order = orders.lock(passes.find(passId).orElseThrow().orderId()).orElseThrow();
    Pass pass = passes.lock(passId).orElseThrow();
    Optional<Withdrawal> before =
        pass.isWithdrawn() ? withdrawals.ofOrder(order.id()) : Optional.empty();
    if (before.isPresent()) {
      return new Recorded(new Outcome.Received(before.get()), Optional.empty());
    }
    PassState state = pass.stateAt(now);
    if (state != PassState.READY || order.state() != OrderState.PAID) {
      return new Recorded(new Outcome.NotUnused(state), Optional.empty());
    }
    Withdrawal withdrawal = takeBack(order, pass, zone, now);
    Optional<PaymentAttempt> refund = refunds.record(order, withdrawal.id());
    if (refund.isEmpty()) {
      refunds.takeBackFree(order, withdrawal.id());
    }
    return new Recorded(new Outcome.Received(withdrawal), refund);
  }

  private Withdrawal takeBack(Order order, Pass pass, Optional<ZoneId> zone, Instant now) {
    Withdrawal withdrawal = new Withdrawal(pass, now, zone.or(order::zone));
    withdrawals.add(withdrawal);
    pass.revoke(Pass.Revocation.WITHDRAWN, now);
    grants.revoke(pass.grantId(), "withdrawn");
    log.pass(pass, Act.WITHDRAWN, Map.of("withdrawal", withdrawal.id()));
    Plan plan = plans.version(order.planCode(), order.planVersion());
    events.fire(new PassWithdrawn(order, plan, withdrawal));
    return withdrawal;
  }
}

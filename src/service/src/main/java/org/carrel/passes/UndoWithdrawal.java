package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import org.carrel.access.Grants;

/**
 * Gives a withdrawn pass back, to where the clock puts it, because its money could not be sent
 * back; the reader is told. Under the row locks of order and pass, which the caller holds.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class UndoWithdrawal {
  private final Withdrawals withdrawals;
  private final Plans plans;
  private final Grants grants;
  private final OrderLog log;
  private final Event<WithdrawalFailed> events;

  UndoWithdrawal(
      Withdrawals withdrawals,
      Plans plans,
      Grants grants,
      OrderLog log,
      Event<WithdrawalFailed> events) {
    this.withdrawals = withdrawals;
    this.plans = plans;
    this.grants = grants;
    this.log = log;
    this.events = events;
  }

  void of(Order order, Pass pass, Instant now) {
    PassEvent event = pass.comeBack(now);
    grants.restore(pass.grantId());
    log.pass(pass, event, Map.of());
    Plan plan = plans.version(order.planCode(), order.planVersion());
    withdrawals
        .ofOrder(order.id())
        .ifPresent(
            withdrawal -> {
              withdrawal.fail(now);
              events.fire(new WithdrawalFailed(order, plan, pass, withdrawal));
            });
  }
}

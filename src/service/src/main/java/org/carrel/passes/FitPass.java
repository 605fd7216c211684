package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.base.Window;
import org.carrel.passes.Yield.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Fits a pass to the orders that are paid for it: it runs for exactly their hours and allows what
 * they allow together. Of several orders each gives and takes only its own; a pass is suspended
 * only while none of them is paid and one is questioned, and taken back when all are gone.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class FitPass {
  private static final String REASON = "payment";

  private final Passes passes;
  private final Orders orders;
  private final Plans plans;
  private final Grants grants;
  private final OrderLog log;

  FitPass(Passes passes, Orders orders, Plans plans, Grants grants, OrderLog log) {
    this.passes = passes;
    this.orders = orders;
    this.plans = plans;
    this.grants = grants;
    this.log = log;
  }

  /** What a history shows of it. */
  enum Act {
    TIME_ADDED,
    TIME_TAKEN
  }

  /** Notes how what an order gave stands now, and fits its pass to it. */
  void after(Yield given, Standing standing, Instant now) {
    Pass pass = passes.lock(given.passId()).orElseThrow();
    given.stand(standing);
    fit(pass, given.orderId(), now);
  }

  /**
   * Fits a pass whose row is locked.
   *
   * @param cause the order because of which
   */
  void fit(Pass pass, String cause, Instant now) {
    List<Yield> given = passes.yieldsOf(pass.id());
    List<Plan> paid =
        given.stream().filter(one -> one.standing() == Standing.PAID).map(this::planOf).toList();
    if (pass.isRevokedFor(Pass.Revocation.STAFF) || pass.isWithdrawn()) {
      return; // money alone brings neither back
    }
    if (!paid.isEmpty()) {
      run(pass, paid, cause, now);
    } else if (given.stream().anyMatch(one -> one.standing() == Standing.QUESTIONED)) {
      suspend(pass);
    } else {
      revoke(pass, now);
    }
  }

  private Plan planOf(Yield given) {
    Order order = orders.find(given.orderId()).orElseThrow();
    return plans.version(order.planCode(), order.planVersion());
  }

  private void run(Pass pass, List<Plan> paid, String cause, Instant now) {
    boolean wasRevoked = pass.state() == PassState.REVOKED;
    Instant before = pass.window().map(Window::end).orElse(null);
    pass.fit(paid.stream().map(Plan::duration).reduce(Duration.ZERO, Duration::plus), now);
    Instant after = pass.window().map(Window::end).orElse(null);
    PassEvent event = pass.follow(now);
    if (event != null || !Objects.equals(before, after)) {
      pass.warn(plans.version(pass.planCode(), pass.planVersion()).terms());
    }
    if (after != null && !after.equals(before)) {
      move(pass, before, after, cause);
    }
    grants.limit(pass.grantId(), limits(paid));
    grants.resume(pass.grantId(), REASON);
    if (wasRevoked) {
      grants.restore(pass.grantId());
    }
    if (event == PassEvent.RETURN_LAPSED && paid.get(0).terms().refundOnLapse()) {
      pass.refundAt(now);
    }
    if (event != null) {
      log.pass(pass, event, Map.of());
    }
  }

  private void move(Pass pass, @Nullable Instant before, Instant after, String cause) {
    boolean back = before != null && after.isBefore(before);
    if (back) {
      grants.shorten(pass.grantId(), after, REASON);
    } else {
      grants.move(pass.grantId(), after);
    }
    log.pass(pass, back ? Act.TIME_TAKEN : Act.TIME_ADDED, Map.of("order", cause));
  }

  private void suspend(Pass pass) {
    if (PassEvent.TABLE.next(pass.state(), PassEvent.SUSPEND).isPresent()) {
      pass.move(PassEvent.SUSPEND);
      grants.suspend(pass.grantId(), REASON);
      log.pass(pass, PassEvent.SUSPEND, Map.of());
    }
  }

  private void revoke(Pass pass, Instant now) {
    if (pass.state() != PassState.REVOKED) {
      pass.revoke(Pass.Revocation.MONEY, now);
      grants.revoke(pass.grantId(), REASON);
      log.pass(pass, PassEvent.REVOKE, Map.of());
    }
  }

  /** Together; one without a cap leaves none. */
  private static Limits limits(List<Plan> paid) {
    Integer pages = 0;
    Integer downloads = 0;
    for (Plan plan : paid) {
      pages = sum(pages, plan.terms().pages());
      downloads = sum(downloads, plan.terms().downloads());
    }
    return new Limits(pages, downloads);
  }

  private static @Nullable Integer sum(@Nullable Integer so, @Nullable Integer more) {
    return so == null || more == null ? null : Math.addExact(so, more);
  }
}

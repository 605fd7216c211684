package org.carrel.desk.web;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.carrel.desk.OrderHistory;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Holdings;
import org.carrel.passes.Order;
import org.carrel.passes.OrderState;
import org.carrel.passes.Pass;
import org.carrel.passes.PassState;
import org.carrel.passes.Passes;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;
import org.jspecify.annotations.Nullable;

/**
 * An order as staff see it.
 *
 * @param pass what it gave; null where it gave nothing yet
 * @param passState what is true of the pass now, in words; empty without one
 */
public record OrderView(
    Order order,
    Plan plan,
    @Nullable Pass pass,
    String passState,
    List<DeviceSession> devices,
    List<OrderHistory.Step> history) {
  private static final Set<OrderState> REFUNDABLE =
      EnumSet.of(OrderState.PAID, OrderState.REVIEW, OrderState.FRAUD_REVIEW);

  /** The order's state in words. */
  public String state() {
    return words(order.state());
  }

  /** The class of the state's tag. */
  public String tag() {
    return switch (order.state()) {
      case PAID -> "ok";
      case REVIEW, FRAUD_REVIEW, PROCESSING -> "warn";
      case DISPUTED, CHARGED_BACK, FAILED -> "err";
      default -> "";
    };
  }

  /** Whether a refund may be asked for. */
  public boolean isRefundable() {
    return REFUNDABLE.contains(order.state()) && (order.paymentIntentId().isPresent() || isFree());
  }

  /** Whether nothing was charged, so that nothing can go back either. */
  public boolean isFree() {
    return order.paymentIntentId().isEmpty() && order.total().isZero();
  }

  /** Whether there is a pass that may be taken back, and that a link could open. */
  public boolean isRevocable() {
    return pass != null && pass.state() != PassState.REVOKED;
  }

  /** Whether the pass was started, so that the buyer has no right to a refund any more. */
  public boolean isStarted() {
    return pass != null && pass.window().isPresent();
  }

  /** The payment's id at Stripe, or that of the payment page; empty where there is none yet. */
  public String stripeId() {
    return order.paymentIntentId().or(order::sessionId).orElse("");
  }

  private static String words(Enum<?> state) {
    String text = state.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Puts views together. */
  @Singleton
  static class Maker {
    private final Passes passes;
    private final Plans plans;
    private final Holdings holdings;
    private final OrderHistory history;
    private final Clock clock;

    Maker(Passes passes, Plans plans, Holdings holdings, OrderHistory history, Clock clock) {
      this.passes = passes;
      this.plans = plans;
      this.holdings = holdings;
      this.history = history;
      this.clock = clock;
    }

    OrderView of(Order order) {
      Pass pass = passes.ofOrder(order.id()).orElse(null);
      return new OrderView(
          order,
          plans.version(order.planCode(), order.planVersion()),
          pass,
          pass == null ? "" : words(pass.stateAt(clock.instant())),
          pass == null ? List.of() : holdings.devicesOf(pass.holder()),
          history.of(order.id()));
    }
  }
}

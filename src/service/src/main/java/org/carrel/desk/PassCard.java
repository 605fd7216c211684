package org.carrel.desk;

import java.time.Duration;
import java.time.Instant;
import org.carrel.access.Limits;
import org.carrel.access.Remaining;
import org.carrel.base.Window;
import org.carrel.passes.Order;
import org.carrel.passes.OrderState;
import org.carrel.passes.Pass;
import org.carrel.passes.PassState;
import org.carrel.passes.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A pass as its reader sees it at one instant.
 *
 * @param state what is true at {@code now}
 * @param window when it runs or ran; null until it is started
 * @param limits what its grant allows in all
 * @param remaining what is left of that
 */
public record PassCard(
    Pass pass,
    Plan plan,
    Order order,
    PassState state,
    @Nullable Window window,
    Limits limits,
    Remaining remaining,
    Instant now) {

  public boolean isActive() {
    return state == PassState.ACTIVE;
  }

  public boolean isReady() {
    return state == PassState.READY;
  }

  public boolean isOver() {
    return state == PassState.ENDED;
  }

  public boolean isLapsed() {
    return state == PassState.LAPSED;
  }

  public boolean isSuspended() {
    return state == PassState.SUSPENDED;
  }

  /** Whether the money of its order went back to the buyer. */
  public boolean isRefunded() {
    return order.state() == OrderState.REFUNDED;
  }

  /** The same pass, as what one of the orders that paid for it gave. */
  PassCard paidBy(Order payer, Plan bought) {
    return new PassCard(pass, bought, payer, state, window, limits, remaining, now);
  }

  /** Whether its order added time to a pass that ran. */
  public boolean isAddedTime() {
    return !pass.orderId().equals(order.id());
  }

  /** How long it runs in all. */
  public Duration total() {
    return window == null ? plan.duration() : window.length();
  }

  /** Whether its buyer withdrew; the money may still be on its way. */
  public boolean isWithdrawn() {
    return pass.isWithdrawn();
  }

  /** Whether it can be read with, now or later. */
  public boolean isUsable() {
    return isActive() || isReady() || isSuspended();
  }

  /** Its place among others: running, of use, over. */
  int rank() {
    return isActive() ? 0 : isUsable() ? 1 : 2;
  }

  /** The state in the words of the page. */
  public String stateWord() {
    return switch (state) {
      case READY -> "Ready, not started";
      case ACTIVE -> "Active";
      case SUSPENDED -> "Paused";
      case ENDED -> "Ended";
      case LAPSED -> "Not started in time";
      case REVOKED -> isRefunded() ? "Refunded" : isWithdrawn() ? "Withdrawn" : "Taken back";
    };
  }

  /** The class of the state's tag. */
  public String tag() {
    return switch (state) {
      case ACTIVE -> "ok";
      case SUSPENDED -> "warn";
      case REVOKED -> "err";
      default -> "";
    };
  }

  /** How long it still runs; zero where it does not. */
  public Duration left() {
    return window == null || !now.isBefore(window.end())
        ? Duration.ZERO
        : Duration.between(now, window.end());
  }

  public long minutesLeft() {
    return left().toMinutes();
  }

  /** How long it runs in all, in minutes. */
  public long minutes() {
    return total().toMinutes();
  }

  /** The divisions of the ruler: hours of a day or two, days of a week, else none. */
  public String ruler() {
    return switch ((int) total().toHours()) {
      case 24 -> "d1";
      case 48 -> "d2";
      case 168 -> "d7";
      default -> "any";
    };
  }

  /** What is left of pages and downloads, as one or two sentences. */
  public String allowance() {
    return sentence(remaining.downloads(), limits.downloads(), "downloads", "Downloads are")
        + " "
        + sentence(remaining.pages(), limits.pages(), "pages", "Reading is");
  }

  private static String sentence(
      @Nullable Integer left, @Nullable Integer most, String what, String unlimited) {
    return left == null || most == null
        ? unlimited + " without limit."
        : left + " of " + most + " " + what + " left.";
  }
}

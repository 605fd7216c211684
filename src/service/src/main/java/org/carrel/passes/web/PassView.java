package org.carrel.passes.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.carrel.access.Limits;
import org.carrel.access.Remaining;
import org.carrel.base.Money;
import org.carrel.base.Window;
import org.carrel.passes.Consent;
import org.carrel.passes.Order;
import org.carrel.passes.Pass;
import org.carrel.passes.PassState;
import org.carrel.passes.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A pass as pages show it.
 *
 * @param pass the pass
 * @param order the order that paid for it
 * @param plan the version it was sold under
 * @param state what is true now
 * @param now the moment of the page
 * @param place the document to go on with, where there is one
 * @param limits what its grant allows in all
 * @param remaining what is left of the caps
 */
record PassView(
    Pass pass,
    Order order,
    Plan plan,
    PassState state,
    Instant now,
    @Nullable Place place,
    Limits limits,
    Remaining remaining) {
  public String id() {
    return pass.id();
  }

  public String name() {
    return plan.name();
  }

  /** Whether it can be read with, now or later. */
  public boolean opens() {
    return state.isOfUse();
  }

  public boolean ready() {
    return state == PassState.READY;
  }

  public boolean active() {
    return state == PassState.ACTIVE;
  }

  public boolean ended() {
    return state == PassState.ENDED;
  }

  public boolean lapsed() {
    return state == PassState.LAPSED;
  }

  public boolean suspended() {
    return state == PassState.SUSPENDED;
  }

  /** Whether the buyer withdrew from its contract. */
  public boolean withdrawn() {
    return pass.isWithdrawn();
  }

  /** Whether it waits because it looks like paid twice by mistake. */
  public boolean second() {
    return ready() && order.secondOf().isPresent();
  }

  /** Where a holder withdraws from its contract. */
  public String withdrawAt() {
    return "/pass/" + pass.id() + "/withdraw";
  }

  /** Whether nothing was charged for it. */
  public boolean free() {
    return order.paymentIntentId().isEmpty();
  }

  /** What goes back if its contract is withdrawn from. */
  public Money paid() {
    return free() ? Money.zero(order.price().currency()) : order.total().minus(order.refunded());
  }

  /** The state in one word. */
  public String word() {
    return switch (state) {
      case READY -> "Ready, not started";
      case ACTIVE -> "Active";
      case ENDED -> "Ended";
      case LAPSED -> "Not started in time";
      case SUSPENDED -> "Paused";
      case REVOKED -> withdrawn() ? "Withdrawn" : "Taken back";
    };
  }

  /** Whether Start still has to ask for the consent. */
  public boolean asksConsent() {
    return pass.consent().isEmpty();
  }

  public String consentText() {
    return Consent.TEXT;
  }

  public @Nullable Instant start() {
    return pass.window().map(Window::start).orElse(null);
  }

  public @Nullable Instant end() {
    return pass.window().map(Window::end).orElse(null);
  }

  /** When it would end if it were started now. */
  public Instant endIfStarted() {
    return now.plus(plan.duration());
  }

  public Instant startBy() {
    return pass.activateBy();
  }

  public Duration left() {
    return pass.window().map(window -> Duration.between(now, window.end())).orElse(Duration.ZERO);
  }

  /** Minutes left, for the ruler. */
  public long minutesLeft() {
    return Math.max(0, left().toMinutes());
  }

  public long minutes() {
    return total().toMinutes();
  }

  /** How long it runs in all. */
  public Duration total() {
    return pass.window().map(Window::length).orElse(plan.duration());
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

  /** Whether time was added to it. */
  public boolean extended() {
    return total().compareTo(plan.duration()) > 0;
  }

  /** Where more time is bought for it; the place that is read is kept. */
  public String moreTime() {
    String from =
        place == null ? "" : "&item=" + encode(place.handle()) + "&page=" + encode(place.pageId());
    return "/checkout?pass=" + pass.id() + from;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What is left of the caps, in a sentence. */
  public String allowance() {
    return part(remaining.pages(), limits.pages(), "pages")
        + " "
        + part(remaining.downloads(), limits.downloads(), "downloads");
  }

  private static String part(@Nullable Integer left, @Nullable Integer cap, String what) {
    if (cap == null || left == null) {
      return what.equals("pages") ? "Reading is without limit." : "Downloads are without limit.";
    }
    return left + " of " + cap + " " + what + " left.";
  }
}

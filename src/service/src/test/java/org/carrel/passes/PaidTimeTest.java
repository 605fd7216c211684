package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.carrel.access.Grant;
import org.carrel.access.GrantState;
import org.carrel.access.Grants;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random lives of a pass: paid, started, extended, refunded, disputed, decided, in any order, with
 * time passing between. Whatever happens, the time that it may be read for is the time that is paid
 * for, less what has run.
 */
@QuarkusTest
class PaidTimeTest {
  private static final int LIVES = 25;
  private static final int STEPS = 14;

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Plans plans;
  @Inject BuyPass buy;
  @Inject StartPass start;
  @Inject FulfilOrder fulfil;
  @Inject TurnPasses turn;
  @Inject Grants grants;

  @TestFactory
  Stream<DynamicTest> paid_time_equals_given_time_whatever_happens() {
    TestStripe.start();
    long first = Long.getLong("carrel.seed", 1);
    return LongStream.range(first, first + LIVES)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Life(seed).live()));
  }

  /** An order and the facts of its payment. */
  private record Paid(Order order, PaymentFactsSamples facts, Duration length) {}

  private final class Life {
    final Random random;
    final List<Paid> paid = new ArrayList<>();
    final List<String> story = new ArrayList<>();
    final String passId;

    /** How long it ran, by this test's own watch, and how long the steps took that it overlooks. */
    Duration ran = Duration.ZERO;

    Duration blur = Duration.ZERO;

    Life(long seed) {
      random = new Random(seed);
      passId = passes.ofOrder(pay(null).id()).orElseThrow().id();
    }

    void live() {
      step("start", this::begin);
      for (int i = 0; i < STEPS; i++) {
        pass(Duration.ofMinutes(random.nextInt(20 * 60)).plusNanos(random.nextInt(1_000_000)));
        switch (random.nextInt(8)) {
          case 0, 1 -> step("extend", () -> pay(passId));
          case 2 -> step("refund", () -> settle(facts -> facts.refunded = facts.captured));
          case 3 -> step("refund fails", () -> settle(facts -> facts.refunded = 0));
          case 4 -> step("dispute", () -> settle(facts -> facts.disputeOpen = true));
          case 5 -> step("won", () -> settle(this::won));
          case 6 -> step("lost", () -> settle(this::lost));
          default -> step("sweep", turn::turn);
        }
      }
    }

    private void won(PaymentFactsSamples facts) {
      facts.disputeOpen = false;
      facts.withdrawn = 0;
    }

    private void lost(PaymentFactsSamples facts) {
      facts.disputeOpen = false;
      facts.withdrawn = facts.captured - facts.refunded;
    }

    private void begin() {
      start.start(passId, Consent.given(TestClock.now(), "en"));
    }

    /** Time passes; what is open or suspended runs on to its end, and nothing beyond. */
    private void pass(Duration by) {
      Pass pass = passes.find(passId).orElseThrow();
      Instant from = TestClock.now();
      Instant to = TestClock.forward(by);
      if (pass.state() == PassState.ACTIVE || pass.state() == PassState.SUSPENDED) {
        Instant end = pass.window().orElseThrow().end();
        Instant until = to.isBefore(end) ? to : end;
        ran = from.isBefore(until) ? ran.plus(Duration.between(from, until)) : ran;
      }
      story.add(by.toString());
    }

    private void step(String what, Runnable deed) {
      Instant before = TestClock.now();
      deed.run();
      story.add(what);
      check();
      blur = blur.plus(Duration.between(before, TestClock.now()));
    }

    private void check() {
      Instant now = TestClock.now();
      Pass pass = passes.find(passId).orElseThrow();
      Grant grant = grants.find(pass.grantId()).orElseThrow();
      boolean open = pass.stateAt(now) == PassState.ACTIVE;
      assertThat(grant.window()).as("%s", story).isEqualTo(pass.window());
      assertThat(grant.state() == GrantState.RUNNING && grant.window().orElseThrow().contains(now))
          .as("%s", story)
          .isEqualTo(open);
      Duration left =
          open ? Duration.between(now, pass.window().orElseThrow().end()) : Duration.ZERO;
      Duration held = held();
      assertThat(left).as("%s", story).isEqualTo(atLeastZero(held.minus(pass.ran(now))));
      assertThat(left.minus(atLeastZero(held.minus(ran))).abs())
          .as("%s, ran %s of %s", story, ran, held)
          .isLessThanOrEqualTo(blur.plus(Duration.between(now, TestClock.now())).plusSeconds(1));
    }

    /** The hours of all orders whose money is held and that gave them to this pass. */
    private Duration held() {
      return paid.stream()
          .filter(one -> state(one) == OrderState.PAID)
          .filter(one -> passes.ofOrder(one.order().id()).orElseThrow().id().equals(passId))
          .map(Paid::length)
          .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration atLeastZero(Duration length) {
      return length.isNegative() ? Duration.ZERO : length;
    }

    private OrderState state(Paid one) {
      return orders.find(one.order().id()).orElseThrow().state();
    }

    private Order pay(@Nullable String extended) {
      Plan plan = plans.onSale().get(random.nextInt(2));
      Wish wish =
          new Wish(
              plan,
              plan.price("USD"),
              new EmailAddress("time-" + Ids.random().replaceAll("\\W", "x") + "@example.org"),
              null,
              null,
              Order.Begin.LATER,
              extended,
              extended == null ? null : Consent.given(TestClock.now(), "en"),
              Ids.random(),
              null,
              null);
      Order order = orders.find(((BuyPass.Begun.ToPay) buy.buy(wish)).order().id()).orElseThrow();
      Paid made = new Paid(order, PaymentFactsSamples.paidFor(order), plan.duration());
      paid.add(made);
      apply(made);
      return order;
    }

    private void settle(Consumer<PaymentFactsSamples> change) {
      Paid one = paid.get(random.nextInt(paid.size()));
      change.accept(one.facts());
      apply(one);
    }

    private void apply(Paid one) {
      Order now = orders.find(one.order().id()).orElseThrow();
      assertThat(fulfil.apply(now.id(), now.version(), one.facts().make())).isPresent();
    }
  }
}

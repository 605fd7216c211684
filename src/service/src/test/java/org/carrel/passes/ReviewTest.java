package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.payments.CardPayments;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempts;
import org.carrel.payments.PaymentFacts;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.Test;

/** Facts that do not fit their order, applied as the fulfilment applies them. */
@QuarkusTest
class ReviewTest {
  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Plans plans;
  @Inject BuyPass buy;
  @Inject FulfilOrder fulfil;
  @Inject CardPayments payments;
  @Inject SweepOrders sweep;
  @Inject RefundOrder refund;
  @Inject PaymentAttempts attempts;
  @Inject MockMailbox mailbox;

  private Order newOrder() {
    TestStripe.start();
    Plan plan = plans.onSale().get(0);
    Wish wish =
        new Wish(
            plan,
            plan.price("USD"),
            new EmailAddress("review-" + Ids.random().replaceAll("\\W", "x") + "@example.org"),
            null,
            null,
            Order.Begin.LATER,
            null,
            null,
            Ids.random(),
            null,
            null);
    return orders.find(((BuyPass.Begun.ToPay) buy.buy(wish)).order().id()).orElseThrow();
  }

  private OrderState stateOf(Order order) {
    return orders.find(order.id()).orElseThrow().state();
  }

  private Order apply(Order order, PaymentFacts facts) {
    Order now = orders.find(order.id()).orElseThrow();
    return fulfil.apply(order.id(), now.version(), facts).orElseThrow();
  }

  @Test
  void money_that_does_not_fit_goes_to_review_gives_nothing_and_tells_the_buyer() {
    Order order = newOrder();
    PaymentFactsSamples facts = PaymentFactsSamples.paidFor(order);
    facts.received -= 1;
    Order after = apply(order, facts.make());
    assertThat(after.state()).isEqualTo(OrderState.REVIEW);
    assertThat(after.reviewReason()).contains("received");
    assertThat(passes.ofOrder(order.id())).isEmpty();
    String to = order.email().value();
    for (int i = 0; i < 200 && mailbox.getMailsSentTo(to).isEmpty(); i++) {
      sleep();
    }
    assertThat(mailbox.getMailsSentTo(to))
        .singleElement()
        .satisfies(mail -> assertThat(mail.getSubject()).startsWith("Your payment arrived"));
  }

  @Test
  void a_payment_in_review_goes_back_by_itself_after_a_day() {
    Order order = newOrder();
    TestStripe.control("webhooks/hold", "{}");
    new Buyer().pay(order.sessionUrl().orElseThrow(), Buyer.GOOD_CARD);
    PaymentFacts real = payments.facts(order.sessionId().orElseThrow(), false).orElseThrow();
    PaymentFactsSamples spoiled = PaymentFactsSamples.paidFor(order);
    spoiled.payment = real.payment().id();
    spoiled.livemode = true;
    assertThat(apply(order, spoiled.make()).state()).isEqualTo(OrderState.REVIEW);
    TestStripe.control("webhooks/release", "{}");

    TestClock.forward(Duration.ofHours(23));
    sweep.sweep();
    assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.REVIEW);
    TestClock.forward(Duration.ofHours(1));
    // the service's own sweep may have taken it first
    for (int i = 0; i < 200 && stateOf(order) != OrderState.REFUNDED; i++) {
      sweep.sweep();
      sleep();
    }
    assertThat(stateOf(order)).isEqualTo(OrderState.REFUNDED);
    assertThat(fulfil.recompute(order.id()).orElseThrow().state()).isEqualTo(OrderState.REFUNDED);
    assertThat(passes.ofOrder(order.id())).isEmpty();
  }

  @Test
  void
      where_the_refund_of_a_payment_in_review_fails_a_person_has_another_day_and_it_is_sent_again() {
    Order order = newOrder();
    PaymentFactsSamples facts = PaymentFactsSamples.paidFor(order);
    facts.livemode = true;
    assertThat(apply(order, facts.make()).state()).isEqualTo(OrderState.REVIEW);
    facts.refunded = facts.captured;
    assertThat(apply(order, facts.make()).state()).isEqualTo(OrderState.REFUNDED);
    TestClock.forward(Duration.ofHours(30));
    facts.refundGone = true;
    Instant failed = TestClock.now();

    Order back = apply(order, facts.make());

    assertThat(back.state()).isEqualTo(OrderState.REVIEW);
    assertThat(back.reviewReason()).contains("livemode");
    assertThat(back.reviewSince().orElseThrow())
        .as("a new day begins")
        .isBetween(failed, TestClock.now());
    assertThat(apply(order, facts.make()).version()).as("told twice").isEqualTo(back.version());
    facts.refundGone = false;
    facts.refund = "_second";
    assertThat(apply(order, facts.make()).state()).as("sent again").isEqualTo(OrderState.REFUNDED);
    assertThat(passes.ofOrder(order.id())).isEmpty();
    String to = order.email().value();
    for (int i = 0; i < 200 && mailbox.getMailsSentTo(to).size() < 4; i++) {
      sleep();
    }
    assertThat(mailbox.getMailsSentTo(to))
        .extracting(mail -> mail.getSubject().replaceAll(",? order .*", ""))
        .containsExactlyInAnyOrder(
            "Your payment arrived, we are checking it",
            "We sent $29.00 back",
            "Your bank did not take $29.00 back",
            "We sent $29.00 back");
  }

  @Test
  void a_free_order_in_review_ends_after_a_day_by_a_recorded_act_and_no_refund_is_asked_for() {
    Order order = newOrder();
    assertThat(apply(order, free(order).make()).state()).isEqualTo(OrderState.REVIEW);
    TestClock.forward(Duration.ofHours(25));
    assertThat(refund.refund(order.id(), "review-timer"))
        .isEqualTo(RefundOrder.Outcome.NOTHING_CHARGED);
    assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.REFUNDED);
    assertThat(refund.refund(order.id(), "review-timer"))
        .as("again")
        .isEqualTo(RefundOrder.Outcome.NOTHING_TO_REFUND);
    assertThat(apply(order, free(order).make()).state()).isEqualTo(OrderState.REFUNDED);
    assertThat(attempts.open(Kind.REFUND, order.id())).isEmpty();
    assertThat(passes.ofOrder(order.id())).isEmpty();
  }

  /** Facts of a free order that do not fit. */
  private static PaymentFactsSamples free(Order order) {
    PaymentFactsSamples facts = PaymentFactsSamples.paidFor(order);
    facts.livemode = true;
    facts.discount = facts.subtotal;
    facts.code = "ALL";
    facts.total = 0;
    facts.paid = PaymentFacts.Paid.NOT_REQUIRED;
    facts.tried = false;
    return facts;
  }

  @Test
  void a_dispute_suspends_a_won_one_gives_back_and_a_lost_one_takes() {
    Order order = newOrder();
    PaymentFactsSamples facts = PaymentFactsSamples.paidFor(order);
    assertThat(apply(order, facts.make()).state()).isEqualTo(OrderState.PAID);
    facts.disputeOpen = true;
    assertThat(apply(order, facts.make()).state()).isEqualTo(OrderState.DISPUTED);
    assertThat(passes.ofOrder(order.id()).orElseThrow().state()).isEqualTo(PassState.SUSPENDED);
    facts.disputeOpen = false;
    assertThat(apply(order, facts.make()).state()).isEqualTo(OrderState.PAID);
    assertThat(passes.ofOrder(order.id()).orElseThrow().state()).isEqualTo(PassState.READY);
    facts.withdrawn = facts.captured;
    assertThat(apply(order, facts.make()).state()).isEqualTo(OrderState.CHARGED_BACK);
    assertThat(passes.ofOrder(order.id()).orElseThrow().state()).isEqualTo(PassState.REVOKED);
  }

  @Test
  void facts_fetched_before_the_order_changed_do_not_count() {
    Order order = newOrder();
    PaymentFactsSamples facts = PaymentFactsSamples.paidFor(order);
    long version = orders.find(order.id()).orElseThrow().version();
    apply(order, facts.make());
    facts.refunded = facts.captured;
    assertThat(fulfil.apply(order.id(), version, facts.make())).isEmpty();
    assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.PAID);
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

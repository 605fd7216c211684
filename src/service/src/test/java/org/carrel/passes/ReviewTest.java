package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.payments.CardPayments;
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
    sweep.sweep();
    assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.REFUNDED);
    assertThat(passes.ofOrder(order.id())).isEmpty();
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

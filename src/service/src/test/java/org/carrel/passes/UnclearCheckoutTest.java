package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.base.Money;
import org.carrel.payments.CardPayments;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.CardPayments.Checkout;
import org.carrel.payments.CheckoutRequest;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempts;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that were written down, and then the process stopped or Stripe's answer was lost. */
@QuarkusTest
class UnclearCheckoutTest {
  private static final String BROWSER = Ids.random();

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Plans plans;
  @Inject BuyPass buy;
  @Inject CardPayments payments;
  @Inject PaymentAttempts attempts;
  @Inject SweepOrders sweep;
  @Inject FulfilOrder fulfil;

  @BeforeEach
  void stripe() {
    TestStripe.start();
  }

  /** The state after the first transaction of a purchase, before the call. */
  private Order written() {
    Plan plan = plans.onSale().get(0);
    Money price = plan.price("EUR");
    EmailAddress email = new EmailAddress("unclear@example.org");
    Wish wish =
        new Wish(
            plan, price, email, null, null, Order.Begin.LATER, null, null, BROWSER, null, null);
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Order order = new Order(wish, null, TestClock.now());
              orders.add(order);
              CheckoutRequest request =
                  new CheckoutRequest(
                      order.id(),
                      order.reference(),
                      "Carrel pass",
                      price,
                      null,
                      true,
                      email,
                      "http://localhost/s?session_id={CHECKOUT_SESSION_ID}",
                      "http://localhost/c",
                      order.createdAt().plus(Duration.ofHours(2)));
              attempts.begin(Kind.CHECKOUT, order.id(), payments.checkoutParameters(request));
              return order;
            });
  }

  private PaymentAttempt attempt(Order order) {
    return attempts.of(order.id()).get(0);
  }

  private Order now(Order order) {
    return orders.find(order.id()).orElseThrow();
  }

  /** The call was made and its answer never seen. */
  private Checkout lost(Order order) {
    PaymentAttempt attempt = attempt(order);
    return ((Answer.Done<Checkout>)
            payments.openCheckout(attempt.idempotencyKey(), attempt.parameters()))
        .value();
  }

  @Test
  void asking_once_more_opens_the_one_payment_page_of_the_order() {
    Order order = written();
    Checkout lost = lost(order);
    BuyPass.Begun again = buy.again(order);
    assertThat(again)
        .isInstanceOfSatisfying(
            BuyPass.Begun.ToPay.class, pay -> assertThat(pay.url()).isEqualTo(lost.url()));
    assertThat(now(order).sessionId()).contains(lost.sessionId());
    assertThat(now(order).state()).isEqualTo(OrderState.AWAITING);
    assertThat(attempt(order).state()).isEqualTo(PaymentAttempt.State.DONE);
    assertThat(buy.again(now(order))).isInstanceOf(BuyPass.Begun.ToPay.class);
  }

  @Test
  void a_payment_on_a_page_that_the_order_does_not_know_is_found_by_its_webhook() {
    Order order = written();
    new Buyer().pay(lost(order).url(), Buyer.GOOD_CARD);
    for (int i = 0; i < 400 && now(order).state() != OrderState.PAID; i++) {
      pause();
    }
    assertThat(now(order).state()).isEqualTo(OrderState.PAID);
    assertThat(passes.ofOrder(order.id())).isPresent();
  }

  @Test
  void the_sweep_finds_the_page_at_stripe_or_abandons_the_order() {
    Order made = written();
    Checkout lost = lost(made);
    Order never = written();
    TestClock.forward(Duration.ofMinutes(11));
    swept();
    assertThat(now(made).sessionId()).contains(lost.sessionId());
    assertThat(now(made).state()).isEqualTo(OrderState.AWAITING);
    assertThat(now(never).state()).isEqualTo(OrderState.NEW);

    TestClock.forward(Duration.ofHours(3));
    swept();
    assertThat(now(never).state()).isEqualTo(OrderState.ABANDONED);
    assertThat(attempt(never).state()).isEqualTo(PaymentAttempt.State.NONE);
    assertThat(now(made).state()).isEqualTo(OrderState.ABANDONED);
  }

  @Test
  void a_session_of_another_order_is_never_taken_for_ours() {
    Order one = written();
    Order other = written();
    String session = lost(other).sessionId();
    assertThat(fulfil.recompute(one.id(), session).orElseThrow().state()).isEqualTo(OrderState.NEW);
    assertThat(now(one).sessionId()).isEmpty();
  }

  @Test
  void money_of_one_order_is_never_on_its_way_twice() {
    Order order = written();
    List<PaymentAttempt> before = attempts.of(order.id());
    assertThat(
            catchThrowable(
                () ->
                    QuarkusTransaction.requiringNew()
                        .run(() -> attempts.begin(Kind.CHECKOUT, order.id(), "{}"))))
        .isNotNull();
    assertThat(attempts.of(order.id())).hasSameSizeAs(before);
  }

  /** The service sweeps by itself too, so an order may be in its hands for a moment. */
  private void swept() {
    sweep.sweep();
    for (int i = 0; i < 40; i++) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.payments.CardPayments;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.CardPayments.Checkout;
import org.carrel.payments.CheckoutRequest;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentAttempts;
import org.carrel.payments.TaxBehavior;
import org.jspecify.annotations.Nullable;

/**
 * Begins a purchase: writes order and attempt down (transaction), opens the payment page (none),
 * records it (transaction). Where Stripe's answer is unclear, the order stays NEW and the same
 * attempt, key and parameters, can be sent again.
 */
@ApplicationScoped
public class BuyPass {
  private final Orders orders;
  private final PaymentAttempts attempts;
  private final CardPayments payments;
  private final Plans plans;
  private final PassesConfig config;
  private final OrderLog log;
  private final Clock clock;

  BuyPass(
      Orders orders,
      PaymentAttempts attempts,
      CardPayments payments,
      Plans plans,
      PassesConfig config,
      OrderLog log,
      Clock clock) {
    this.orders = orders;
    this.attempts = attempts;
    this.payments = payments;
    this.plans = plans;
    this.config = config;
    this.log = log;
    this.clock = clock;
  }

  /** Where a purchase stands after its beginning. */
  public sealed interface Begun {
    /** The buyer pays there. */
    record ToPay(Order order, String url) implements Begun {}

    /** Whether a payment page exists is not known; {@link BuyPass#again} asks once more. */
    record Unclear(Order order) implements Begun {}

    /** There is no payment page and this order will get none. */
    record Refused(Order order) implements Begun {}
  }

  public Begun buy(Wish wish) {
    Order order = new Order(wish, tax(wish), Micros.now(clock));
    PaymentAttempt attempt =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  orders.add(order);
                  log.order(order, Kind.CHECKOUT, Map.of("plan", wish.plan().code()));
                  return attempts.begin(
                      Kind.CHECKOUT, order.id(), payments.checkoutParameters(request(order, wish)));
                });
    return send(order, attempt);
  }

  /** Sends the open attempt of an order again; an order that has its page gives that page. */
  public Begun again(Order order) {
    Optional<PaymentAttempt> open = attempts.open(Kind.CHECKOUT, order.id());
    if (open.isPresent()) {
      return send(order, open.get());
    }
    return orders
        .find(order.id())
        .flatMap(Order::sessionUrl)
        .<Begun>map(url -> new Begun.ToPay(order, url))
        .orElseGet(() -> new Begun.Refused(order));
  }

  private Begun send(Order order, PaymentAttempt attempt) {
    Answer<Checkout> answer = payments.openCheckout(attempt.idempotencyKey(), attempt.parameters());
    if (answer instanceof Answer.Done<Checkout> done) {
      opened(order.id(), attempt, done.value());
      return new Begun.ToPay(order, done.value().url());
    }
    if (answer instanceof Answer.Refused<Checkout> refused) {
      refused(order.id(), attempt, refused.code());
      return new Begun.Refused(order);
    }
    return new Begun.Unclear(order);
  }

  private void opened(String orderId, PaymentAttempt attempt, Checkout checkout) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Order order = orders.lock(orderId).orElseThrow();
              order.openedAs(checkout.sessionId(), checkout.url());
              move(order, OrderEvent.SESSION_CREATED);
              attempts.done(attempt.id(), checkout.sessionId());
            });
  }

  private void refused(String orderId, PaymentAttempt attempt, String code) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              move(orders.lock(orderId).orElseThrow(), OrderEvent.NO_SESSION);
              attempts.refused(attempt.id(), code);
            });
  }

  /** A webhook or the sweep may have been faster: then there is nothing left to move. */
  private void move(Order order, OrderEvent event) {
    if (order.state() == OrderState.NEW) {
      order.move(event, Micros.now(clock), null);
      log.order(order, event, Map.of());
    }
  }

  private @Nullable TaxBehavior tax(Wish wish) {
    return config.tax().automatic() ? plans.taxOf(wish.price().currency()) : null;
  }

  private CheckoutRequest request(Order order, Wish wish) {
    String base = config.baseUrl().toString();
    Instant expiresAt = order.createdAt().plus(config.orders().payWithin());
    return new CheckoutRequest(
        order.id(),
        order.reference(),
        "Carrel pass, " + wish.plan().name(),
        wish.price(),
        order.tax().orElse(null),
        wish.plan().terms().promotionCodes(),
        wish.email(),
        base + "/checkout/success?order=" + order.id() + "&session_id={CHECKOUT_SESSION_ID}",
        base + "/checkout/cancelled?order=" + order.id(),
        expiresAt);
  }
}

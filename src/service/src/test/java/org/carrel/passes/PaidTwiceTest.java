package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second payment for the same plan within ten minutes waits and offers its money back. */
@QuarkusTest
class PaidTwiceTest {
  @Inject Orders orders;
  @Inject Passes passes;
  @Inject FulfilOrder fulfil;
  @Inject Mails mails;

  @AfterEach
  void letWebhooksThrough() {
    TestStripe.start();
    TestStripe.control("webhooks/release", "{}");
  }

  private Order order(String success) {
    return orders.find(Buyer.orderOf(success)).orElseThrow();
  }

  private Pass pass(String success) {
    return passes.ofOrder(Buyer.orderOf(success)).orElseThrow();
  }

  @Test
  void the_second_one_starts_nothing_says_so_and_goes_back_with_one_click() {
    Buyer buyer = new Buyer();
    String first = buyer.buy("24h", "now");
    assertThat(buyer.browser.get(first).location()).contains("/doc/");
    String second = buyer.buy("24h", "now");

    Page arrived = buyer.browser.get(second);

    assertThat(arrived.status()).isEqualTo(200);
    String button = "Give " + order(second).total() + " back";
    assertThat(arrived.body()).contains("Paid a second time", button);
    assertThat(order(second).secondOf()).contains(order(first).id());
    assertThat(pass(second).state()).isEqualTo(PassState.READY);
    assertThat(pass(second).id()).isNotEqualTo(pass(first).id());
    String pass = "/pass/" + pass(second).id();
    assertThat(buyer.browser.get(pass).body()).contains("You paid twice", button);
    assertThat(mails.to(buyer.email, 2))
        .filteredOn(mail -> mail.getText().contains("YOU PAID TWICE"))
        .singleElement()
        .satisfies(
            mail -> assertThat(new Browser().get(Mails.linkIn(mail)).body()).contains(button));

    Page back = buyer.browser.post(pass + "/withdraw", Map.of("csrf", arrived.csrf()));

    assertThat(back.location()).contains("/withdrawals/w_");
    assertThat(order(second).state()).isEqualTo(OrderState.REFUNDED);
    assertThat(pass(first).state()).as("the one that was meant").isEqualTo(PassState.ACTIVE);
  }

  @Test
  void the_same_address_in_another_browser_and_in_other_letters_counts_too() {
    Buyer buyer = new Buyer();
    String first = buyer.buy("24h", "later");
    buyer.browser.get(first);
    Buyer elsewhere = new Buyer();
    Browser browser = elsewhere.browser;
    Page form = browser.get("/checkout?plan=24h");
    Page sent =
        browser.post(
            "/checkout",
            Map.of(
                "csrf",
                form.csrf(),
                "plan",
                "24h",
                "email",
                buyer.email.toUpperCase(),
                "begin",
                "later"));
    String second = elsewhere.payWell(sent.location());
    browser.get(second);
    assertThat(order(second).secondOf()).contains(order(first).id());
  }

  @Test
  void another_plan_a_later_payment_and_one_after_a_refund_are_normal() {
    Buyer buyer = new Buyer();
    String first = buyer.buy("24h", "later");
    buyer.browser.get(first);
    String other = buyer.buy("48h", "later");
    buyer.browser.get(other);
    assertThat(order(other).secondOf()).as("another plan").isEmpty();

    String withdraw = "/pass/" + pass(first).id() + "/withdraw";
    buyer.browser.post(withdraw, Map.of("csrf", buyer.browser.get(withdraw).csrf()));
    String again = buyer.buy("24h", "later");
    buyer.browser.get(again);
    assertThat(order(again).secondOf()).as("the first one went back").isEmpty();

    TestClock.forward(Duration.ofMinutes(10).plusSeconds(1));
    String later = buyer.buy("24h", "now");
    assertThat(buyer.browser.get(later).status()).isEqualTo(303);
    assertThat(order(later).secondOf()).as("meant").isEmpty();
    assertThat(pass(later).state()).isEqualTo(PassState.ACTIVE);
  }

  @Test
  void of_two_that_settle_at_one_instant_exactly_one_is_the_second() throws Exception {
    TestStripe.start();
    TestStripe.control("webhooks/hold", "{}");
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 20; i++) {
        Buyer buyer = new Buyer();
        List<String> ids =
            List.of(
                Buyer.orderOf(buyer.buy("24h", "later")), Buyer.orderOf(buyer.buy("24h", "later")));
        CyclicBarrier gate = new CyclicBarrier(2);
        List<Callable<Order>> settle = new ArrayList<>();
        for (String id : ids) {
          settle.add(
              () -> {
                gate.await();
                return fulfil.recompute(id).orElseThrow();
              });
        }
        for (Future<Order> settled : two.invokeAll(settle)) {
          assertThat(settled.get().state()).isEqualTo(OrderState.PAID);
        }
        assertThat(ids)
            .filteredOn(id -> orders.find(id).orElseThrow().secondOf().isPresent())
            .hasSize(1);
      }
    } finally {
      two.shutdownNow();
    }
  }
}

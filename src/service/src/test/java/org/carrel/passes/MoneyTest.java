package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Money;
import org.carrel.invoices.Document;
import org.carrel.invoices.Invoices;
import org.carrel.invoices.Kind;
import org.carrel.payments.CardPayments;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sold in which currency, with which code and tax, and what of it goes back. */
@QuarkusTest
class MoneyTest {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(total|country)\" value=\"([^\"]*)\">");

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Invoices invoices;
  @Inject FulfilOrder fulfil;
  @Inject CardPayments payments;

  @ParameterizedTest
  @CsvSource({
    "USD, US, '', 2900, 203",
    "USD, US, WELCOME20, 2320, 162",
    "USD, US, LIBRARY100, 0, 0",
    "EUR, DE, '', 2269, 431",
    "JPY, JP, '', 3909, 391",
    "KWD, KW, '', 8900, 0"
  })
  void a_purchase_is_paid_and_invoiced_to_the_smallest_unit(
      String currency, String country, String code, long net, long tax) {
    Order order = buy(new Buyer(), currency, country, code, null);
    assertThat(order.state()).isEqualTo(OrderState.PAID);
    assertThat(order.total()).isEqualTo(new Money(net + tax, currency));
    assertThat(passes.ofOrder(order.id())).isPresent();
    Document invoice = invoices.ofPaid(order.id()).orElseThrow();
    assertThat(invoice.net()).isEqualTo(new Money(net, currency));
    assertThat(invoice.tax()).isEqualTo(new Money(tax, currency));
    assertThat(order.sale().orElseThrow().fields()).containsValue("Smith 2026/17");
    assertThat(order.sale().orElseThrow().buyer().business()).isEqualTo("Reader & Partners");
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "amount", "currency", "livemode"})
  void a_session_that_is_not_its_orders_goes_to_review_and_gives_nothing(String kind) {
    Order order = buy(new Buyer(), "USD", "US", "", kind);
    assertThat(order.state()).isEqualTo(OrderState.REVIEW);
    assertThat(passes.ofOrder(order.id())).isEmpty();
    assertThat(invoices.ofPaid(order.id())).isEmpty();
  }

  @Test
  void partial_refunds_are_credited_once_each_and_one_that_fails_is_taken_back() {
    Order order = buy(new Buyer(), "USD", "US", "", null);
    for (long part : new long[] {1000, 1001}) {
      refund(order, part);
      assertThat(fulfil.recompute(order.id()).orElseThrow().state()).isEqualTo(OrderState.PAID);
      fulfil.recompute(order.id());
    }
    assertThat(notes(order, Kind.CREDIT_NOTE)).hasSize(2);
    refund(order, 1102);
    Order gone = fulfil.recompute(order.id()).orElseThrow();
    assertThat(gone.state()).isEqualTo(OrderState.REFUNDED);
    List<Document> notes = notes(order, Kind.CREDIT_NOTE);
    assertThat(notes).hasSize(3);
    Document invoice = invoices.ofPaid(order.id()).orElseThrow();
    assertThat(notes.stream().map(Document::net).reduce(Money::plus)).contains(invoice.net());
    assertThat(notes.stream().map(Document::tax).reduce(Money::plus)).contains(invoice.tax());
  }

  @Test
  void a_refund_that_failed_and_the_next_one_may_be_told_of_at_once() {
    Order order = buy(new Buyer(), "USD", "US", "", null);
    TestStripe.control("webhooks/hold", "{}");
    try {
      refund(order, 3103);
      assertThat(fulfil.recompute(order.id()).orElseThrow().state()).isEqualTo(OrderState.REFUNDED);
      TestStripe.control("refunds/" + lastRefund(order) + "/fail", "{}");
      refund(order, 3103);
      Order again = fulfil.recompute(order.id()).orElseThrow();
      assertThat(again.state()).isEqualTo(OrderState.REFUNDED);
      assertThat(again.refunded()).isEqualTo(new Money(3103, "USD"));
      assertThat(notes(order, Kind.CREDIT_NOTE)).hasSize(2);
      assertThat(notes(order, Kind.DEBIT_NOTE)).hasSize(1);
    } finally {
      TestStripe.control("webhooks/release", "{}");
    }
  }

  private String lastRefund(Order order) {
    var payment = payments.facts(order.sessionId().orElseThrow()).orElseThrow().payment();
    return payment.refunds().get(0).id();
  }

  private List<Document> notes(Order order, Kind kind) {
    return invoices.ofOrder(order.id()).stream().filter(one -> one.kind() == kind).toList();
  }

  private static void refund(Order order, long amount) {
    TestStripe.control(
        "refund",
        "{\"payment_intent\":\"%s\",\"amount\":%d}"
            .formatted(order.paymentIntentId().orElseThrow(), amount));
  }

  private Order buy(Buyer buyer, String currency, String country, String code, String mismatch) {
    Browser browser = buyer.browser;
    Page form = browser.get("/checkout?plan=24h&currency=" + currency);
    Map<String, String> wish = new HashMap<>(Map.of("csrf", form.csrf(), "plan", "24h"));
    wish.putAll(Map.of("currency", currency, "email", buyer.email, "begin", "later"));
    String payment = browser.post("/checkout", wish).location();
    browser.post(payment + "/order/country", Map.of("country", country));
    if (!code.isEmpty()) {
      browser.post(payment + "/order/code", Map.of("code", code));
    }
    if (mismatch != null) {
      String session = payment.replaceAll(".*/c/pay/([^?#]+).*", "$1");
      TestStripe.control(
          "mismatch",
          "{\"kind\":\"%s\",\"session\":\"%s\",\"order\":\"o_other\"}"
              .formatted(mismatch, session));
    }
    Map<String, String> card = new HashMap<>();
    Matcher hidden = HIDDEN.matcher(browser.get(payment).body());
    while (hidden.find()) {
      card.put(hidden.group(1), hidden.group(2));
    }
    card.putAll(Map.of("email", buyer.email, "name", "R. Reader", "number", "4242424242424242"));
    card.putAll(Map.of("expiry", "12 / 34", "cvc", "123", "business_name", "Reader & Partners"));
    card.putAll(Map.of("line1", "1 Main Street", "city", "Town", "postal_code", "10115"));
    card.put("custom_clientmatter", "Smith 2026/17");
    Page paid = browser.post(payment, card);
    assertThat(paid.status()).as(paid.body()).isEqualTo(303);
    String success = Buyer.path(paid.location());
    assertThat(browser.get(success).status()).isEqualTo(200);
    return orders.find(Buyer.orderOf(success)).orElseThrow();
  }
}

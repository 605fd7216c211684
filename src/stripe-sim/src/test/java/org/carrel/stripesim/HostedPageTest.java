package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.ChargeListParams;
import com.stripe.param.checkout.SessionCreateParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class HostedPageTest extends RunningSim {
  @Test
  void the_page_says_what_is_bought_for_how_much_and_that_it_is_a_test() throws Exception {
    Session session = aSession();
    HttpResponse<String> page = get("/c/pay/" + session.getId(), Map.of());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("24 hours at the desk", "$19.00", "ada@example.org", "Test mode")
        .contains("href=\"http://localhost:8080/checkout/cancelled?order=o_1\"")
        .contains("label for=\"number\"", "label for=\"cvc\"", "label for=\"expiry\"")
        .doesNotContain("<script");
    assertThat(WireTest.header(page, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void the_paying_card_pays_once_and_leads_to_the_success_url() throws Exception {
    Session session = aSession();
    HttpResponse<String> answer = pay(session, "4242 4242 4242 4242");
    assertThat(answer.statusCode()).isEqualTo(303);
    String success = "http://localhost:8080/checkout/success?session_id=" + session.getId();
    assertThat(WireTest.header(answer, "Location")).isEqualTo(success);
    Session paid = fetched(session);
    assertThat(paid.getStatus()).isEqualTo("complete");
    assertThat(paid.getPaymentStatus()).isEqualTo("paid");
    assertThat(paid.getUrl()).isNull();
    assertThat(paid.getCustomer()).isNull();
    assertThat(paid.getCustomerDetails().getName()).isEqualTo("Ada Lovelace");
    assertThat(WireTest.header(pay(session, "4242424242424242"), "Location")).isEqualTo(success);
    assertThat(charges(paid)).isEqualTo(1);
    assertThat(get("/c/pay/" + session.getId(), Map.of()).body()).contains("already paid", success);
  }

  private int charges(Session session) throws Exception {
    return stripe()
        .v1()
        .charges()
        .list(ChargeListParams.builder().setPaymentIntent(session.getPaymentIntent()).build())
        .getData()
        .size();
  }

  @Test
  void a_declined_card_leaves_the_session_open_for_another() throws Exception {
    Session session = aSession();
    HttpResponse<String> declined = pay(session, "4000000000000002");
    assertThat(declined.statusCode()).isEqualTo(402);
    assertThat(declined.body()).contains("Your card was declined.", "You have not been charged");
    Session open = fetched(session);
    assertThat(open.getStatus()).isEqualTo("open");
    PaymentIntent intent = stripe().v1().paymentIntents().retrieve(open.getPaymentIntent());
    assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
    assertThat(intent.getLastPaymentError().getDeclineCode()).isEqualTo("generic_decline");
    assertThat(intent.getLastPaymentError().getCode()).isEqualTo("card_declined");
    Session paid = paid(session);
    assertThat(paid.getPaymentIntent()).isEqualTo(open.getPaymentIntent());
    assertThat(charges(paid)).isEqualTo(2);
  }

  @Test
  void insufficient_funds_and_the_other_declines_name_their_reason() throws Exception {
    Session session = aSession();
    assertThat(pay(session, "4000000000009995").body()).contains("insufficient funds");
    PaymentIntent intent =
        stripe().v1().paymentIntents().retrieve(fetched(session).getPaymentIntent());
    assertThat(intent.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
    assertThat(pay(session, "4000000000000069").body()).contains("has expired");
    assertThat(pay(session, "4000000000000127").body()).contains("security code is incorrect");
  }

  @Test
  void three_d_secure_asks_first_and_pays_after_it_was_completed() throws Exception {
    Session session = aSession();
    HttpResponse<String> asked = pay(session, "4000000000003220");
    String challenge = "/c/pay/" + session.getId() + "/authenticate";
    assertThat(WireTest.header(asked, "Location")).isEqualTo(base() + challenge);
    assertThat(get(challenge, Map.of()).body()).contains("Complete authentication", "$19.00");
    PaymentIntent waiting =
        stripe().v1().paymentIntents().retrieve(fetched(session).getPaymentIntent());
    assertThat(waiting.getStatus()).isEqualTo("requires_action");
    assertThat(submit(challenge, Map.of("answer", "complete")).statusCode()).isEqualTo(303);
    Session paid = fetched(session);
    assertThat(paid.getPaymentStatus()).isEqualTo("paid");
    assertThat(charges(paid)).isEqualTo(1);
  }

  @Test
  void a_failed_authentication_takes_nothing_and_another_card_may_follow() throws Exception {
    Session session = aSession();
    String challenge = "/c/pay/" + session.getId() + "/authenticate";
    pay(session, "4000000000003220");
    HttpResponse<String> failed = submit(challenge, Map.of("answer", "fail"));
    assertThat(failed.statusCode()).isEqualTo(402);
    assertThat(failed.body()).contains("unable to authenticate");
    assertThat(submit(challenge, Map.of("answer", "complete")).statusCode()).isEqualTo(402);
    assertThat(fetched(session).getPaymentStatus()).isEqualTo("unpaid");
    assertThat(paid(session).getPaymentStatus()).isEqualTo("paid");
  }

  @Test
  void a_number_that_is_not_a_test_card_is_refused_and_kept_nowhere() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener = listener(logged);
    Logger.getLogger("").addHandler(listener);
    Session session = aSession();
    HttpResponse<String> refused = pay(session, "4539 5787 6362 1486");
    Logger.getLogger("").removeHandler(listener);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("was not kept", "Never enter a real card");
    String state = Files.readString(Path.of(System.getProperty(SimUnderTest.STATE)));
    assertThat(refused.body() + state + logged).doesNotContain("4539578763621486", "4539 5787");
    assertThat(refused.body()).doesNotContain("value=\"123\"", "12/49");
    assertThat(fetched(session).getPaymentIntent()).isNull();
    assertThat(pay(session, "4000000000000259").body()).contains("does not play it");
  }

  @Test
  void a_card_number_in_another_field_is_forgotten_too() throws Exception {
    Session session = create(withoutEmail());
    Map<String, String> form = new HashMap<>();
    form.putAll(Map.of("number", "4242424242424242", "expiry", "12/49", "cvc", "123"));
    form.putAll(Map.of("name", "4539 5787-6362 1486", "email", "4539578763621486@example.org"));
    HttpResponse<String> refused = submit("/c/pay/" + session.getId(), form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("name-wrong", "email-wrong", "was not kept");
    String state = Files.readString(Path.of(System.getProperty(SimUnderTest.STATE)));
    assertThat(refused.body() + state).doesNotContain("4539578763621486", "4539 5787");
    assertThat(fetched(session).getPaymentIntent()).isNull();
  }

  private static Handler listener(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record.getMessage() + List.of(String.valueOf(record.getParameters())));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void each_field_has_its_own_error() throws Exception {
    Session session = create(withoutEmail());
    Map<String, String> form = new HashMap<>();
    HttpResponse<String> empty = submit("/c/pay/" + session.getId(), form);
    assertThat(empty.statusCode()).isEqualTo(422);
    for (String field : List.of("email", "number", "expiry", "cvc", "name")) {
      assertThat(empty.body()).contains("id=\"" + field + "-wrong\"", "href=\"#" + field + "\"");
    }
    form.putAll(Map.of("number", "4242424242424242", "cvc", "12a", "name", "<b>Ada</b>"));
    form.putAll(Map.of("expiry", "01/20", "email", "ada@example.org"));
    HttpResponse<String> wrong = submit("/c/pay/" + session.getId(), form);
    assertThat(wrong.body())
        .contains("expiry-wrong", "cvc-wrong", "&lt;b&gt;Ada")
        .doesNotContain("<b>Ada", "number-wrong\"", "email-wrong");
  }

  private SessionCreateParams withoutEmail() {
    return SessionCreateParams.builder()
        .setMode(SessionCreateParams.Mode.PAYMENT)
        .setSuccessUrl("http://localhost/ok")
        .addLineItem(item(900, "<script>alert(1)</script>"))
        .build();
  }

  private static SessionCreateParams.LineItem item(long amount, String name) {
    return SessionCreateParams.LineItem.builder()
        .setQuantity(2L)
        .setPriceData(
            SessionCreateParams.LineItem.PriceData.builder()
                .setCurrency("eur")
                .setUnitAmount(amount)
                .setProductData(
                    SessionCreateParams.LineItem.PriceData.ProductData.builder()
                        .setName(name)
                        .build())
                .build())
        .build();
  }

  @Test
  void a_name_from_outside_is_only_text() throws Exception {
    Session session = create(withoutEmail());
    assertThat(get("/c/pay/" + session.getId(), Map.of()).body())
        .contains("&lt;script&gt;", "€18.00")
        .doesNotContain("<script");
  }

  @Test
  void an_order_that_costs_nothing_is_completed_without_a_card() throws Exception {
    Session session =
        create(
            SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("http://localhost/ok")
                .setCustomerEmail("ada@example.org")
                .addLineItem(item(0, "Courtesy"))
                .build());
    assertThat(get("/c/pay/" + session.getId(), Map.of()).body()).doesNotContain("Card number");
    assertThat(submit("/c/pay/" + session.getId(), Map.of()).statusCode()).isEqualTo(303);
    Session done = fetched(session);
    assertThat(done.getPaymentStatus()).isEqualTo("no_payment_required");
    assertThat(done.getPaymentIntent()).isNull();
  }

  @Test
  void an_expired_session_takes_no_money() throws Exception {
    Session byApi = aSession();
    stripe().v1().checkout().sessions().expire(byApi.getId());
    Session byClock = aSession();
    pay(byClock, "4000000000003220");
    moveClock(Duration.ofHours(24));
    for (Session session : List.of(byApi, byClock)) {
      HttpResponse<String> late = pay(session, "4242424242424242");
      assertThat(late.statusCode()).isEqualTo(410);
      assertThat(late.body()).contains("has expired", "checkout/cancelled?order=o_1");
      assertThat(fetched(session).getPaymentStatus()).isEqualTo("unpaid");
    }
    HttpResponse<String> late =
        submit("/c/pay/" + byClock.getId() + "/authenticate", Map.of("answer", "complete"));
    assertThat(late.statusCode()).isEqualTo(410);
    PaymentIntent intent =
        stripe().v1().paymentIntents().retrieve(fetched(byClock).getPaymentIntent());
    assertThat(intent.getStatus()).isEqualTo("canceled");
    assertThat(intent.getAmountReceived()).isZero();
  }

  @Test
  void an_unknown_session_is_a_page_that_says_so() {
    assertThat(get("/c/pay/cs_test_none", Map.of()).statusCode()).isEqualTo(404);
    assertThat(submit("/c/pay/cs_test_none", Map.of()).body()).contains("No such checkout");
  }
}

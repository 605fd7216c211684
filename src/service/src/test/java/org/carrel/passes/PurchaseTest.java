package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.access.GrantState;
import org.carrel.access.Grants;
import org.carrel.base.Window;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Purchases through our pages, stripe-sim's payment page and its webhooks. */
@QuarkusTest
class PurchaseTest {
  private static final Pattern LINK = Pattern.compile("/a/([A-Za-z0-9_-]{22})");

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Grants grants;
  @Inject SweepOrders sweep;
  @Inject TurnPasses turn;
  @Inject RefundOrder refund;
  @Inject StartPass start;
  @Inject MockMailbox mailbox;

  @AfterEach
  void letWebhooksThrough() {
    TestStripe.start();
    TestStripe.control("webhooks/release", "{}");
    TestStripe.control("webhooks/duplicate", "{\"copies\": 1}");
  }

  private Order order(String id) {
    return orders.find(id).orElseThrow();
  }

  private Pass pass(String orderId) {
    return passes.ofOrder(orderId).orElseThrow();
  }

  private static void await(Callable<Boolean> what) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try {
      while (!what.call()) {
        assertThat(System.nanoTime()).as("waited long enough").isLessThan(until);
        Thread.sleep(50);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Mail> mails(Buyer buyer, int atLeast) {
    await(() -> mailbox.getMailsSentTo(buyer.email).size() >= atLeast);
    return mailbox.getMailsSentTo(buyer.email);
  }

  private static String secretIn(Mail mail) {
    Matcher link = LINK.matcher(mail.getText());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void start_now_leads_from_paying_straight_to_the_document_with_the_webhook_held_back() {
    TestStripe.start();
    TestStripe.control("webhooks/hold", "{}");
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    assertThat(order(Buyer.orderOf(success)).state()).isEqualTo(OrderState.AWAITING);

    Page arrived = buyer.browser.get(success);

    assertThat(arrived.status()).isEqualTo(303);
    assertThat(arrived.location()).endsWith("/doc/" + Buyer.ITEM + "?page=1");
    assertThat(buyer.browser.hasCookie("__Host-carrel-device")).isTrue();
    Pass pass = pass(Buyer.orderOf(success));
    assertThat(pass.state()).isEqualTo(PassState.ACTIVE);
    Window window = pass.window().orElseThrow();
    assertThat(window.length()).isEqualTo(Duration.ofHours(24));
    assertThat(grants.find(pass.grantId()).orElseThrow().window()).contains(window);
    assertThat(pass.consent().orElseThrow().textVersion()).isEqualTo(Consent.TEXT_VERSION);
    assertThat(buyer.browser.get("/pass/" + pass.id()).body()).contains("23 h 59 min");
  }

  @Test
  void after_the_webhook_and_a_second_arrival_there_is_one_pass_one_window_and_one_mail() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    buyer.browser.get(success);
    Window window = pass(Buyer.orderOf(success)).window().orElseThrow();
    List<Mail> mails = mails(buyer, 1);

    assertThat(buyer.browser.get(success).location()).contains("/doc/");
    assertThat(pass(Buyer.orderOf(success)).window()).contains(window);
    assertThat(mails).hasSize(1);
    assertThat(mails.get(0).getSubject()).contains(order(Buyer.orderOf(success)).reference());
    assertThat(mails.get(0).getText()).contains("Total, paid by Visa ending 4242: $31.03");
    assertThat(mails.get(0).getAttachments())
        .singleElement()
        .satisfies(file -> assertThat(file.getName()).matches("CT-\\d{4}-\\d{6}\\.pdf"));
    assertThat(mails.get(0).getHtml()).contains("/a/" + secretIn(mails.get(0)));
    assertThat(mails.get(0).getHeaders().get("Message-ID").get(0)).matches("<m_\\S+@localhost>");
  }

  @Test
  void a_declined_card_charges_nothing_and_another_card_buys() {
    Buyer buyer = new Buyer();
    String payment = buyer.checkOut("48h", "later");
    Page declined = buyer.pay(payment, "4000000000000002");
    assertThat(declined.status()).isNotEqualTo(303);
    Order open = orders.byEmail(buyer.email).get(0);
    String early = "/checkout/success?order=" + open.id() + "&session_id=";
    assertThat(buyer.browser.get(early + open.sessionId().orElseThrow()).body())
        .contains("Your bank has not answered yet", "Your clock has not started")
        .doesNotContain("went back");
    String success = buyer.payWell(payment);
    assertThat(buyer.browser.get(success).body()).contains("Paid. Your pass is ready.");
    assertThat(order(Buyer.orderOf(success)).price().minor()).isEqualTo(4500);
    assertThat(pass(Buyer.orderOf(success)).state()).isEqualTo(PassState.READY);
  }

  @Test
  void a_kept_pass_stays_ready_whatever_is_fetched_until_start_is_pressed() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    Page paid = buyer.browser.get(success);
    assertThat(paid.status()).isEqualTo(200);
    String id = pass(Buyer.orderOf(success)).id();
    String link = "/a/" + secretIn(mails(buyer, 1).get(0));
    for (int i = 0; i < 10; i++) {
      buyer.browser.get(success);
      buyer.browser.get("/pass/" + id);
      new Browser().get(link);
    }
    new Browser().head(link);
    buyer.browser.head(success);
    buyer.browser.get(success, Map.of("Sec-Purpose", "prefetch"));
    assertThat(pass(Buyer.orderOf(success)).state()).isEqualTo(PassState.READY);

    Page unticked = buyer.browser.post("/pass/" + id + "/start", Map.of("csrf", paid.csrf()));
    assertThat(unticked.status()).isEqualTo(422);
    assertThat(pass(Buyer.orderOf(success)).state()).isEqualTo(PassState.READY);

    Instant before = TestClock.now();
    Page started =
        buyer.browser.post("/pass/" + id + "/start", Map.of("csrf", paid.csrf(), "consent", "yes"));
    assertThat(started.location()).contains("/doc/" + Buyer.ITEM);
    Window window = pass(Buyer.orderOf(success)).window().orElseThrow();
    assertThat(window.length()).isEqualTo(Duration.ofHours(24));
    assertThat(window.start()).isBetween(before.minusMillis(1), TestClock.now());
  }

  @Test
  void a_head_or_a_prefetch_of_the_success_page_starts_no_clock_and_gives_no_device() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    buyer.browser.head(success);
    buyer.browser.get(success, Map.of("Sec-Purpose", "prefetch;prerender"));
    buyer.browser.get(success, Map.of("Sec-Fetch-Dest", "image"));
    assertThat(pass(Buyer.orderOf(success)).state()).isEqualTo(PassState.READY);
    assertThat(buyer.browser.hasCookie("__Host-carrel-device")).isFalse();
  }

  @Test
  void a_foreign_success_url_gives_nothing() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    Browser stranger = new Browser();
    Page seen = stranger.get(success);
    assertThat(seen.body()).contains("Use the link in your mail").doesNotContain(buyer.email);
    assertThat(stranger.hasCookie("__Host-carrel-device")).isFalse();
    assertThat(pass(Buyer.orderOf(success)).state()).isEqualTo(PassState.READY);

    Buyer other = new Buyer();
    String theirs = other.buy("24h", "later");
    String mixed =
        theirs.replaceAll("session_id=.*", success.replaceAll(".*(session_id=.*)", "$1"));
    assertThat(other.browser.get(mixed).status()).isEqualTo(404);
    assertThat(other.browser.get("/checkout/success?order=o_none&session_id=cs_none").status())
        .isEqualTo(404);
    assertThat(stranger.get("/pass/" + pass(Buyer.orderOf(success)).id()).status()).isEqualTo(404);
  }

  @Test
  void success_page_and_two_copies_of_the_webhook_at_once_give_one_pass_and_one_mail_each()
      throws Exception {
    TestStripe.start();
    TestStripe.control("webhooks/hold", "{}");
    TestStripe.control("webhooks/duplicate", "{\"copies\": 2}");
    List<Buyer> buyers = java.util.stream.Stream.generate(Buyer::new).limit(20).toList();
    Map<Buyer, String> successes = new java.util.HashMap<>();
    buyers.forEach(buyer -> successes.put(buyer, buyer.buy("24h", "now")));
    ExecutorService many = Executors.newFixedThreadPool(21);
    List<Callable<Object>> arrivals =
        new java.util.ArrayList<>(
            buyers.stream()
                .<Callable<Object>>map(buyer -> () -> buyer.browser.get(successes.get(buyer)))
                .toList());
    arrivals.add(
        () -> {
          TestStripe.control("webhooks/release", "{}");
          return "released";
        });
    for (Future<Object> done : many.invokeAll(arrivals)) {
      if (done.get() instanceof Page page) {
        assertThat(page.status()).isEqualTo(303);
      }
    }
    many.shutdown();
    for (Buyer buyer : buyers) {
      Order order = order(Buyer.orderOf(successes.get(buyer)));
      assertThat(order.state()).isEqualTo(OrderState.PAID);
      assertThat(pass(order.id()).state()).isEqualTo(PassState.ACTIVE);
      assertThat(mails(buyer, 1)).hasSize(1);
    }
  }

  @Test
  void the_mailed_link_opens_the_pass_in_as_many_browsers_as_the_plan_allows() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String link = "/a/" + secretIn(mails(buyer, 1).get(0));
    String id = pass(Buyer.orderOf(success)).id();
    for (int i = 2; i <= 4; i++) {
      Browser device = new Browser();
      Page shown = device.get(link);
      assertThat(shown.body()).contains("Open the pass in this browser");
      assertThat(shown.raw().headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(shown.raw().headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      Page redeemed = device.post(link, Map.of("csrf", shown.csrf()));
      if (i <= 3) {
        assertThat(redeemed.location()).endsWith("/pass/" + id).doesNotContain("/a/");
        assertThat(device.get("/pass/" + id).status()).isEqualTo(200);
      } else {
        assertThat(redeemed.status()).isEqualTo(409);
        assertThat(redeemed.body()).contains("open in 3 browsers");
        assertThat(device.get("/pass/" + id).status()).isEqualTo(404);
      }
    }
    assertThat(pass(Buyer.orderOf(success)).state()).isEqualTo(PassState.READY);
  }

  @Test
  void an_unknown_link_and_one_of_another_shape_look_the_same() {
    Browser browser = new Browser();
    assertThat(browser.get("/a/" + "A".repeat(22)).body())
        .isEqualTo(browser.get("/a/x").body())
        .contains("This link opens nothing");
  }

  @Test
  void a_full_refund_takes_the_pass_back_at_once_and_tells_the_buyer() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "now");
    buyer.browser.get(success);
    String id = Buyer.orderOf(success);
    mails(buyer, 1);

    assertThat(refund.refund(id, "r_staff")).isEqualTo(RefundOrder.Outcome.REFUNDED);

    assertThat(order(id).state()).isEqualTo(OrderState.REFUNDED);
    assertThat(pass(id).state()).isEqualTo(PassState.REVOKED);
    assertThat(grants.find(pass(id).grantId()).orElseThrow().state()).isEqualTo(GrantState.REVOKED);
    assertThat(refund.refund(id, "r_staff")).isEqualTo(RefundOrder.Outcome.NOTHING_TO_REFUND);
    assertThat(mails(buyer, 2)).hasSize(2);
    assertThat(mails(buyer, 2).get(1).getSubject()).startsWith("We sent $31.03 back");
    assertThat(mails(buyer, 2).get(1).getAttachments())
        .singleElement()
        .satisfies(file -> assertThat(file.getName()).matches("CT-CN-\\d{4}-\\d{6}\\.pdf"));
    assertThat(buyer.browser.get("/pass/" + pass(id).id()).body()).contains("Taken back");
    await(() -> order(id).held().filter(money -> money.isZero()).isPresent());
  }

  @Test
  void start_pressed_by_many_at_once_fixes_one_window() throws Exception {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String id = pass(Buyer.orderOf(success)).id();
    ExecutorService many = Executors.newFixedThreadPool(8);
    Callable<StartPass.Outcome> press = () -> start.start(id, Consent.given(TestClock.now(), "en"));
    List<Future<StartPass.Outcome>> pressed =
        many.invokeAll(java.util.Collections.nCopies(8, press));
    many.shutdown();
    Window window = passes.find(id).orElseThrow().window().orElseThrow();
    for (Future<StartPass.Outcome> outcome : pressed) {
      assertThat(outcome.get())
          .isInstanceOfSatisfying(
              StartPass.Outcome.Running.class,
              running -> assertThat(running.pass().window()).contains(window));
    }
  }

  @Test
  void the_checkout_keeps_what_was_typed_and_says_what_is_wrong() {
    Buyer buyer = new Buyer();
    Page refused = buyer.submit("48h", "now", false);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("To start at once we need your consent", "value=\"" + buyer.email + "\"")
        .contains("$45.00");
    assertThat(orders.byEmail(buyer.email)).isEmpty();
  }

  @Test
  void a_page_that_is_never_paid_abandons_its_order_and_a_kept_pass_lapses() {
    Buyer keeper = new Buyer();
    String kept = keeper.buy("24h", "later");
    keeper.browser.get(kept);
    Buyer reader = new Buyer();
    String read = reader.buy("24h", "now");
    reader.browser.get(read);
    Buyer window = new Buyer();
    window.checkOut("1w", "later");
    Order open = orders.byEmail(window.email).get(0);

    TestClock.forward(Duration.ofHours(25));
    await(
        () -> {
          sweep.sweep();
          turn.turn();
          return order(open.id()).state() == OrderState.ABANDONED
              && pass(Buyer.orderOf(read)).state() == PassState.ENDED;
        });
    assertThat(pass(Buyer.orderOf(kept)).state()).isEqualTo(PassState.READY);

    assertThat(keeper.browser.get("/d/" + Buyer.ITEM).body()).contains("Start your pass");
    TestClock.forward(Duration.ofDays(30));
    assertThat(keeper.browser.get("/d/" + Buyer.ITEM).body())
        .contains("Your time has ended")
        .doesNotContain("Start your pass");
    await(
        () -> {
          turn.turn(); // the service's own turn may hold it for a moment
          return pass(Buyer.orderOf(kept)).state() == PassState.LAPSED;
        });
    assertThat(start.start(pass(Buyer.orderOf(kept)).id(), Consent.given(TestClock.now(), "en")))
        .isInstanceOf(StartPass.Outcome.NotStartable.class);
  }
}

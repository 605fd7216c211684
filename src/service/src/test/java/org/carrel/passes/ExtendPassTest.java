package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.carrel.access.Grant;
import org.carrel.access.GrantState;
import org.carrel.access.Grants;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Buying again while a pass runs: the time is added to it, without a gap. */
@QuarkusTest
class ExtendPassTest {
  private static final String ITEM = "us.founding/constitution";

  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Grants grants;
  @Inject RefundOrder refund;
  @Inject RevokePass revoke;
  @Inject MockMailbox mailbox;

  private Pass passOf(String success) {
    return passes.ofOrder(Buyer.orderOf(success)).orElseThrow();
  }

  private static Instant endOf(Pass pass) {
    return pass.window().orElseThrow().end();
  }

  /** A buyer who reads on a pass that began just now. */
  private static Buyer reading() {
    Buyer buyer = new Buyer();
    buyer.browser.get(buyer.buy("24h", "now"));
    return buyer;
  }

  private static String runningOf(Buyer buyer) {
    String form = buyer.browser.get("/checkout?plan=48h").body();
    return form.replaceAll("(?s).*name=\"extend\" value=\"(p_[^\"]+)\".*", "$1");
  }

  private static Page submit(Buyer buyer, Map<String, String> more) {
    Map<String, String> fields = new HashMap<>();
    fields.put("csrf", buyer.browser.get("/checkout?plan=48h").csrf());
    fields.put("plan", "48h");
    fields.put("item", ITEM);
    fields.put("page", "2");
    fields.put("email", buyer.email);
    fields.put("begin", "add");
    fields.put("consent", "yes");
    fields.putAll(more);
    return buyer.browser.post("/checkout", fields);
  }

  /** Goes to the payment page to add 48 hours to the pass that runs. */
  private static String checkOut(Buyer buyer) {
    Page page = submit(buyer, Map.of("extend", runningOf(buyer), "zone", "Europe/Berlin"));
    assertThat(page.status()).as(page.body()).isEqualTo(303);
    return page.location();
  }

  @Test
  void time_bought_while_a_pass_runs_is_added_to_it_and_the_buyer_reads_on() {
    Buyer buyer = reading();
    Page form = buyer.browser.get("/checkout?plan=48h&item=" + ITEM + "&page=2");
    assertThat(form.body()).contains("value=\"add\" required checked").contains("value=\"later\"");
    Pass before = passes.find(runningOf(buyer)).orElseThrow();
    Grant grant = grants.find(before.grantId()).orElseThrow();

    String success = buyer.payWell(checkOut(buyer));
    Page back = buyer.browser.get(success);
    buyer.browser.get(success);

    assertThat(back.status()).isEqualTo(303);
    assertThat(back.location()).contains("/doc/" + ITEM + "?page=2");
    Pass after = passOf(success);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(endOf(after)).isEqualTo(endOf(before).plus(Duration.ofHours(48)));
    Grant same = grants.find(after.grantId()).orElseThrow();
    assertThat(same.window()).isEqualTo(after.window());
    assertThat(same.incarnation()).isEqualTo(grant.incarnation());
    assertThat(same.limits().downloads()).isEqualTo(10 + 20);
    assertThat(passes.yieldsOf(after.id()))
        .extracting(Yield::kind)
        .containsExactly(Yield.Kind.PASS, Yield.Kind.SLICE);
    assertThat(orders.find(Buyer.orderOf(success)).orElseThrow().zone())
        .hasValueSatisfying(zone -> assertThat(zone.getId()).isEqualTo("Europe/Berlin"));
    assertThat(receipts(buyer, 2))
        .extracting(Mail::getSubject)
        .anyMatch(subject -> subject.startsWith("Receipt for 48 hours more on your pass"));
    String me = buyer.browser.get("/me").body();
    for (Yield given : passes.yieldsOf(after.id())) {
      String reference = orders.find(given.orderId()).orElseThrow().reference();
      assertThat(me).contains(reference);
      assertThat(buyer.browser.get("/me/receipts/" + reference).status()).isEqualTo(200);
    }
    assertThat(buyer.browser.get("/pass/" + after.id()).body())
        .contains("it runs for 3 days in all", "30 of 30 downloads left");
  }

  @Test
  void time_for_a_pass_that_ends_while_it_is_paid_becomes_a_pass_that_waits() {
    Buyer buyer = reading();
    Pass before = passes.find(runningOf(buyer)).orElseThrow();
    TestClock.forward(Duration.ofHours(23));
    String payment = checkOut(buyer);
    TestClock.forward(Duration.ofHours(1));

    String success = buyer.payWell(payment);

    assertThat(buyer.browser.get(success).body()).contains("The time was not added");
    assertThat(passOf(success).state()).isEqualTo(PassState.READY);
    assertThat(endOf(passes.find(before.id()).orElseThrow())).isEqualTo(endOf(before));
  }

  private String orderAt(Buyer buyer) {
    return orders.byEmail(buyer.email).get(0).id();
  }

  @Test
  void time_for_a_pass_that_was_taken_back_meanwhile_becomes_a_pass_that_waits() {
    Buyer buyer = reading();
    Pass before = passes.find(runningOf(buyer)).orElseThrow();
    String payment = checkOut(buyer);
    revoke.revoke(before.id(), "r_staff");

    String success = buyer.payWell(payment);
    Page paid = buyer.browser.get(success);

    assertThat(paid.body()).contains("The time was not added");
    assertThat(passOf(success).id()).isNotEqualTo(before.id());
    assertThat(passOf(success).state()).isEqualTo(PassState.READY);
    assertThat(passes.find(before.id()).orElseThrow().state()).isEqualTo(PassState.REVOKED);
  }

  @Test
  void the_form_says_that_a_pass_does_not_run_any_more() {
    Buyer buyer = reading();
    String running = runningOf(buyer);
    TestClock.forward(Duration.ofHours(24));
    Page page = submit(buyer, Map.of("extend", running));
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains("does not run any more").contains("value=\"now\"");
  }

  @Test
  void nobody_adds_time_to_a_pass_that_another_browser_holds() {
    Buyer stranger = new Buyer();
    Page page = submit(stranger, Map.of("extend", runningOf(reading())));
    assertThat(page.status()).isEqualTo(422);
  }

  @Test
  void an_order_that_only_added_time_gave_no_pass_and_brings_its_payer_no_link() {
    TestClock.forward(Duration.ofHours(1)); // gives the requests for links back
    Buyer buyer = reading();
    Pass pass = passes.find(runningOf(buyer)).orElseThrow();
    Buyer friend = new Buyer(buyer.browser);
    String success = friend.payWell(checkOut(friend));
    friend.browser.get(success);

    assertThat(passes.givenBy(pass.orderId()).map(Pass::id)).contains(pass.id());
    assertThat(passes.givenBy(Buyer.orderOf(success))).isEmpty();
    assertThat(passOf(success).id()).isEqualTo(pass.id());
    int before = receipts(friend, 1).size();
    askForLinks(friend.email);
    int known = receipts(buyer, 1).size();
    askForLinks(buyer.email);
    assertThat(receipts(buyer, known + 1)).hasSize(known + 1);
    assertThat(receipts(friend, before)).hasSize(before);
  }

  private static void askForLinks(String email) {
    Browser browser = new Browser();
    String csrf = browser.get("/my-link").csrf();
    browser.post("/my-link", Map.of("csrf", csrf, "email", email));
  }

  @Test
  void adding_needs_the_consent_and_a_zone_that_nobody_knows_is_left_out() {
    Buyer buyer = reading();
    String running = runningOf(buyer);
    Map<String, String> fields = new HashMap<>();
    fields.put("csrf", buyer.browser.get("/checkout?plan=48h").csrf());
    fields.putAll(Map.of("plan", "48h", "email", buyer.email, "begin", "add", "extend", running));
    assertThat(buyer.browser.post("/checkout", fields).body()).contains("we need your consent");
    Page page = submit(buyer, Map.of("extend", running, "zone", "Mars/Olympus_Mons"));
    assertThat(page.status()).isEqualTo(303);
    assertThat(orders.find(orderAt(buyer)).orElseThrow().zone()).isEmpty();
  }

  @Test
  void a_refund_of_added_time_takes_back_exactly_that_and_what_was_given_out_for_it() {
    Buyer buyer = reading();
    Pass before = passes.find(runningOf(buyer)).orElseThrow();
    String success = buyer.payWell(checkOut(buyer));
    buyer.browser.get(success);
    int incarnation = grants.find(before.grantId()).orElseThrow().incarnation();

    assertThat(refund.refund(Buyer.orderOf(success), "r_staff"))
        .isEqualTo(RefundOrder.Outcome.REFUNDED);

    Pass after = passes.find(before.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(PassState.ACTIVE);
    assertThat(after.window()).isEqualTo(before.window());
    Grant grant = grants.find(after.grantId()).orElseThrow();
    assertThat(grant.state()).isEqualTo(GrantState.RUNNING);
    assertThat(grant.window()).isEqualTo(before.window());
    assertThat(grant.incarnation()).isEqualTo(incarnation + 1);
    assertThat(grant.limits().downloads()).isEqualTo(10);
  }

  @Test
  void a_refund_of_the_first_order_leaves_the_time_that_the_second_paid_for() {
    Buyer buyer = reading();
    Pass before = passes.find(runningOf(buyer)).orElseThrow();
    String success = buyer.payWell(checkOut(buyer));
    buyer.browser.get(success);
    String second = Buyer.orderOf(success);
    TestClock.forward(Duration.ofHours(30));

    refund.refund(before.orderId(), "r_staff");

    Pass after = passes.find(before.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(PassState.ACTIVE);
    assertThat(after.window().orElseThrow().length()).isEqualTo(Duration.ofHours(48));
    refund.refund(second, "r_staff");
    assertThat(passes.find(before.id()).orElseThrow().state()).isEqualTo(PassState.REVOKED);
  }

  @Test
  void the_database_takes_one_yield_of_an_order_whatever_its_kind() throws Exception {
    Buyer buyer = reading();
    Pass pass = passes.find(runningOf(buyer)).orElseThrow();
    try (Connection connection = TestDatabase.connect();
        Statement sql = connection.createStatement()) {
      String slice =
          "insert into yields (order_id, pass_id, kind, standing, given_at, version) values ('"
              + pass.orderId()
              + "', '"
              + pass.id()
              + "', 'SLICE', 'PAID', now(), 0)";
      assertThatThrownBy(() -> sql.executeUpdate(slice))
          .hasMessageContaining("one_yield_per_order");
      String gone = "update yields set standing = 'GONE' where order_id = '" + pass.orderId() + "'";
      connection.setAutoCommit(false);
      sql.executeUpdate(gone);
      sql.executeUpdate("update passes set state = 'ENDED' where id = '" + pass.id() + "'");
      sql.executeUpdate("update passes set state = 'ACTIVE' where id = '" + pass.id() + "'");
      assertThatThrownBy(connection::commit).hasMessageContaining("nothing is paid for it");
    }
  }

  private List<Mail> receipts(Buyer buyer, int atLeast) {
    long until = System.nanoTime() + 20_000_000_000L;
    while (mailbox.getMailsSentTo(buyer.email).size() < atLeast) {
      assertThat(System.nanoTime()).as("waited long enough").isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
    return mailbox.getMailsSentTo(buyer.email);
  }
}

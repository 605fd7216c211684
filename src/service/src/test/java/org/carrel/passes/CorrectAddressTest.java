package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

/** The browser that bought a pass corrects the address it typed, once. */
@QuarkusTest
class CorrectAddressTest {
  @Inject Orders orders;
  @Inject Passes passes;
  @Inject Mails mails;

  private static Page correct(Browser browser, String path, String to) {
    return browser.post(path, Map.of("csrf", browser.get("/institutions").csrf(), "email", to));
  }

  @Test
  void the_right_address_gets_receipt_and_link_and_the_old_link_dies() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    String path = "/checkout/address?order=" + Buyer.orderOf(success);
    assertThat(buyer.browser.get(success).body()).contains(buyer.email, path);
    String old = Mails.linkIn(mails.to(buyer.email, 1).get(0));
    String right = "right-" + buyer.email;

    assertThat(correct(buyer.browser, path, right).status()).isEqualTo(303);

    Mail mail = mails.to(right, 1).get(0);
    assertThat(mail.getSubject()).startsWith("Receipt for your pass");
    assertThat(new Browser().get(Mails.linkIn(mail)).status()).isEqualTo(200);
    assertThat(new Browser().get(old).status()).as("the old link").isEqualTo(404);
    assertThat(buyer.browser.get(path).body()).contains(right).doesNotContain("<b>" + buyer.email);
    assertThat(buyer.browser.get(success).body()).contains(right).doesNotContain("Wrong address?");

    assertThat(correct(buyer.browser, path, "third-" + buyer.email).status()).isEqualTo(303);
    assertThat(orders.find(Buyer.orderOf(success)).orElseThrow().email().value())
        .as("it is done once")
        .isEqualTo(right);
  }

  @Test
  void whoever_got_the_mail_that_went_astray_loses_what_its_link_gave() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String pass = "/pass/" + passes.ofOrder(Buyer.orderOf(success)).orElseThrow().id();
    Browser stranger = new Browser();
    String link = Mails.linkIn(mails.to(buyer.email, 1).get(0));
    stranger.post(link, Map.of("csrf", stranger.get(link).csrf()));
    assertThat(stranger.get(pass).status()).isEqualTo(200);

    correct(
        buyer.browser, "/checkout/address?order=" + Buyer.orderOf(success), "right-" + buyer.email);

    assertThat(stranger.get(pass).status()).isEqualTo(404);
    assertThat(buyer.browser.get(pass).status()).isEqualTo(200);
  }

  @Test
  void the_next_person_at_a_shared_computer_learns_and_changes_nothing() {
    Buyer buyer = new Buyer();
    String success = buyer.payWell(shared(buyer, "24h").location());
    String path = "/checkout/address?order=" + Buyer.orderOf(success);
    buyer.browser.get(success);
    assertThat(buyer.browser.get(path).body()).contains(buyer.email);

    TestClock.forward(DeviceSession.SHARED_IDLE);
    assertThat(buyer.browser.get(path).status()).as("nobody sits there any more").isEqualTo(404);
    shared(buyer, "48h");
    assertThat(buyer.browser.get(path).status()).as("the next one buys there").isEqualTo(404);
    assertThat(buyer.browser.get(success).body()).doesNotContain(buyer.email);
    buyer.browser.put("__Host-carrel-shared", "");
    buyer.browser.put(DeviceSessions.COOKIE, "");
    assertThat(buyer.browser.get(path).status()).as("or clears two cookies").isEqualTo(404);
  }

  private static Page shared(Buyer buyer, String plan) {
    Page form = buyer.browser.get("/checkout?plan=" + plan);
    Map<String, String> fields = new HashMap<>(Map.of("csrf", form.csrf(), "plan", plan));
    fields.putAll(Map.of("email", buyer.email, "begin", "later", "shared", "yes"));
    return buyer.browser.post("/checkout", fields);
  }

  @Test
  void what_is_no_address_or_the_same_one_changes_nothing_and_uses_nothing_up() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String path = "/checkout/address?order=" + Buyer.orderOf(success);
    assertThat(correct(buyer.browser, path, "<b>no").body())
        .contains("not a complete address", "&lt;b&gt;no");
    assertThat(correct(buyer.browser, path, buyer.email.toUpperCase()).status()).isEqualTo(422);
    assertThat(orders.find(Buyer.orderOf(success)).orElseThrow().correctedAt()).isEmpty();
  }

  @Test
  void another_browser_learns_and_changes_nothing() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String path = "/checkout/address?order=" + Buyer.orderOf(success);
    Buyer stranger = new Buyer();
    stranger.browser.get(stranger.buy("24h", "later"));
    assertThat(stranger.browser.get(path).status()).isEqualTo(404);
    assertThat(correct(stranger.browser, path, stranger.email).status()).isEqualTo(404);
    assertThat(orders.find(Buyer.orderOf(success)).orElseThrow().email().value())
        .isEqualTo(buyer.email);
  }

  @Test
  void a_wrong_guess_again_and_again_is_slowed_down() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String path = "/checkout/address?order=" + Buyer.orderOf(success);
    int status = 0;
    for (int i = 0; i < 11; i++) {
      status = correct(buyer.browser, path, "no").status();
    }
    assertThat(status).isEqualTo(429);
  }
}

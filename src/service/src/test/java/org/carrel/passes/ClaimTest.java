package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.identity.DeviceSessions;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pass comes into an account: from a browser that has it, or by the mail of its address. */
@QuarkusTest
class ClaimTest {
  private static final Pattern ACCOUNT = Pattern.compile("name=\"account\" value=\"([^\"]+)\"");

  @Inject Passes passes;
  @Inject Orders orders;
  @Inject Mails mails;
  @Inject EntityManager entities;

  /** All tests ask from one address, and an hour gives each its requests back. */
  @BeforeEach
  void anotherHour() {
    TestClock.forward(Duration.ofHours(1));
  }

  /** A pass that somebody bought without an account. */
  private record Sold(Buyer buyer, String order, String pass) {}

  private Sold sold() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String order = Buyer.orderOf(success);
    mails.to(buyer.email, 1);
    return new Sold(buyer, order, passes.ofOrder(order).orElseThrow().id());
  }

  private static Page ask(Browser browser, String which) {
    return browser.post("/claim", Map.of("csrf", browser.get("/claim").csrf(), "which", which));
  }

  private static Browser account() {
    return new Browser("claimer-" + Ids.random());
  }

  /** The same account at another device. */
  private static boolean finds(String login, String pass) {
    return new Browser(login).get("/me").body().contains("/pass/" + pass);
  }

  @Test
  void who_has_the_pass_in_the_browser_puts_it_into_the_account_that_the_page_names() {
    Sold sold = sold();
    String login = "claimer-" + Ids.random();
    Browser browser = new Browser(login);
    String secret = sold.buyer().browser.cookie(DeviceSessions.COOKIE);
    browser.put(DeviceSessions.COOKIE, secret);
    String address = "/pass/" + sold.pass() + "/claim";
    Page page = browser.get(address);
    assertThat(page.body()).contains("Put the pass into your account?", login);
    Matcher account = ACCOUNT.matcher(page.body());
    assertThat(account.find()).isTrue();
    assertThat(finds(login, sold.pass())).as("looking changes nothing").isFalse();

    Page other =
        browser.post(address, Map.of("csrf", page.csrf(), "account", "r_AAAAAAAAAAAAAAAAAAAAAA"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(finds(login, sold.pass())).isFalse();
    Page done = browser.post(address, Map.of("csrf", page.csrf(), "account", account.group(1)));

    assertThat(done.status()).isEqualTo(303);
    assertThat(finds(login, sold.pass())).isTrue();
    assertThat(browser.cookie(DeviceSessions.COOKIE)).as("a new session id").isNotEqualTo(secret);
    assertThat(browser.get(address).body()).contains("The pass is in your account");
  }

  @Test
  void who_does_not_have_the_pass_in_the_browser_gets_nothing_by_its_id() {
    Sold sold = sold();
    assertThat(account().get("/pass/" + sold.pass() + "/claim").status()).isEqualTo(404);
  }

  @Test
  void by_mail_one_click_of_whoever_reads_it_puts_the_pass_into_the_account() {
    Sold sold = sold();
    String login = "claimer-" + Ids.random();
    assertThat(ask(new Browser(login), sold.buyer().email).location()).endsWith("/claim/sent");

    Mail mail = mails.newest(sold.buyer().email, 2);
    assertThat(mail.getSubject()).isEqualTo("Put your pass into an account?");
    assertThat(mail.getText()).contains(login);
    List<String> links = Mails.links(mail);
    assertThat(links).hasSize(1).allMatch(link -> link.startsWith("/claim/"));
    Browser reader = new Browser();
    for (int i = 0; i < 3; i++) {
      new Browser().head(links.get(0));
      assertThat(reader.get(links.get(0)).body())
          .contains("Put your pass into this account?", login);
    }
    assertThat(finds(login, sold.pass())).as("a scanner agrees to nothing").isFalse();

    Page agreed = reader.post(links.get(0), Map.of("csrf", reader.get(links.get(0)).csrf()));

    assertThat(agreed.location()).endsWith("/claim/done");
    assertThat(finds(login, sold.pass())).isTrue();
    assertThat(finds("somebody-" + Ids.random(), sold.pass())).isFalse();
    assertThat(reader.get(links.get(0)).status()).as("once").isEqualTo(404);
  }

  @Test
  void the_reference_of_the_order_will_do_and_the_mail_goes_to_its_address() {
    Sold sold = sold();
    String reference = orders.find(sold.order()).orElseThrow().reference();
    ask(account(), reference.toLowerCase());
    assertThat(Mails.links(mails.newest(sold.buyer().email, 2))).hasSize(1);
  }

  @Test
  void a_link_of_yesterday_opens_nothing() {
    Sold sold = sold();
    ask(account(), sold.buyer().email);
    String link = Mails.links(mails.newest(sold.buyer().email, 2)).get(0);
    TestClock.forward(Duration.ofHours(24));
    assertThat(new Browser().get(link).status()).isEqualTo(404);
  }

  @Test
  void the_answer_is_the_same_whether_anything_is_known_or_not() {
    Sold sold = sold();
    Page known = ask(account(), sold.buyer().email);
    Page unknown = ask(account(), "nobody-" + Ids.random() + "@example.org");
    Page noOrder = ask(account(), "O-0000-0000");
    assertThat(List.of(known.status(), unknown.status(), noOrder.status())).containsOnly(303);
    assertThat(List.of(known.location(), unknown.location(), noOrder.location()))
        .allMatch(location -> location.endsWith("/claim/sent"));
    assertThat(ask(account(), "neither").status()).isEqualTo(422);
  }

  @Test
  void three_mails_an_hour_go_to_one_address_and_nobody_is_told() {
    Sold sold = sold();
    for (int i = 0; i < 5; i++) {
      assertThat(ask(account(), sold.buyer().email).status()).isEqualTo(303);
    }
    mails.to(sold.buyer().email, 4);
    Sold other = sold();
    ask(account(), other.buyer().email);
    mails.to(other.buyer().email, 2);
    assertThat(mails.to(sold.buyer().email, 4)).hasSize(4);
  }

  @Test
  void an_account_whose_address_is_not_proven_asks_no_mailbox() {
    Sold sold = sold();
    Browser unproven = new Browser("unproven-" + Ids.random());
    Page page = unproven.get("/claim");
    assertThat(page.body())
        .contains("Your address is not confirmed yet")
        .doesNotContain("name=\"which\"");

    String csrf = unproven.get("/institutions").csrf();
    Page refused = unproven.post("/claim", Map.of("csrf", csrf, "which", sold.buyer().email));

    assertThat(refused.status()).isEqualTo(403);
    ask(account(), sold.buyer().email);
    assertThat(mails.to(sold.buyer().email, 2)).hasSize(2);
  }

  @Test
  void a_mailed_claim_opens_nothing_while_the_address_of_its_account_is_not_proven() {
    Sold sold = sold();
    String login = "claimer-" + Ids.random();
    ask(new Browser(login), sold.buyer().email);
    String link = Mails.links(mails.newest(sold.buyer().email, 2)).get(0);
    Browser mailbox = new Browser();
    String csrf = mailbox.get(link).csrf();

    prove(login, false);
    assertThat(mailbox.get(link).status()).isEqualTo(404);
    assertThat(mailbox.post(link, Map.of("csrf", csrf)).status()).isEqualTo(404);
    prove(login, true);

    assertThat(finds(login, sold.pass())).isFalse();
    assertThat(mailbox.post(link, Map.of("csrf", csrf)).location()).endsWith("/claim/done");
    assertThat(finds(login, sold.pass())).isTrue();
  }

  /** What a sign-in of the account said of its address. */
  private void prove(String login, boolean proven) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery("update readers set email_verified = ?1 where subject = ?2")
                    .setParameter(1, proven)
                    .setParameter(2, login)
                    .executeUpdate());
  }

  @Test
  void nobody_who_is_not_signed_in_asks() {
    assertThat(new Browser().get("/claim").location()).contains("/sign-in?to=");
  }
}

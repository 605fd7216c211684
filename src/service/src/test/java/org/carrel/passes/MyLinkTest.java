package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Send me my link again". */
@QuarkusTest
class MyLinkTest {
  @Inject Mails mails;
  @Inject RefundOrder refunds;

  /** All tests ask from one address, and an hour gives each its requests back. */
  @BeforeEach
  void anotherHour() {
    TestClock.forward(Duration.ofHours(1));
  }

  private static Page ask(String email) {
    Browser browser = new Browser();
    return browser.post("/my-link", Map.of("csrf", browser.get("/my-link").csrf(), "email", email));
  }

  private static String buy(Buyer buyer) {
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    return Buyer.orderOf(success);
  }

  @Test
  void one_mail_names_each_pass_of_use_with_a_new_link_and_the_old_ones_die() {
    Buyer buyer = new Buyer();
    buy(buyer);
    buy(buyer);
    String refunded = buy(buyer);
    List<String> old =
        mails.to(buyer.email, 3).stream().map(mail -> Mails.links(mail).get(0)).toList();
    refunds.refund(refunded, "r_staff");
    mails.to(buyer.email, 4);

    ask(buyer.email.toUpperCase(Locale.ROOT));

    Mail mail = mails.newest(buyer.email, 5);
    assertThat(mail.getSubject()).isEqualTo("The links to your passes");
    List<String> fresh = Mails.links(mail);
    assertThat(fresh).hasSize(2).doesNotContainAnyElementsOf(old);
    for (String link : fresh) {
      assertThat(mail.getHtml()).contains(link);
      assertThat(new Browser().get(link).status()).isEqualTo(200);
    }
    assertThat(new Browser().get(old.get(0)).status()).isEqualTo(404);
    assertThat(new Browser().get(old.get(1)).status()).isEqualTo(404);
  }

  @Test
  void the_answer_is_the_same_whether_the_address_is_known_or_not() {
    Buyer buyer = new Buyer();
    buy(buyer);
    mails.to(buyer.email, 1);
    Page known = ask(buyer.email);
    Page unknown = ask("nobody-" + Ids.random() + "@example.org");
    assertThat(known.status()).isEqualTo(303).isEqualTo(unknown.status());
    assertThat(known.location()).isEqualTo(unknown.location()).endsWith("/my-link/sent");
    assertThat(known.body()).isEqualTo(unknown.body());
    assertThat(known.raw().headers().map().keySet())
        .isEqualTo(unknown.raw().headers().map().keySet());
    assertThat(Mails.links(mails.newest(buyer.email, 2))).hasSize(1);
  }

  @Test
  void an_answer_does_not_wait_for_what_is_found() {
    Buyer buyer = new Buyer();
    for (int i = 0; i < 3; i++) {
      buy(buyer);
    }
    mails.to(buyer.email, 3);
    String stranger = "nobody-" + Ids.random() + "@example.org";
    ask(stranger);
    assertThat(median(buyer.email)).isLessThan(4 * median(stranger) + 20_000_000);
  }

  private static long median(String email) {
    long[] times = new long[7];
    for (int i = 0; i < times.length; i++) {
      Browser browser = new Browser();
      String csrf = browser.get("/my-link").csrf();
      long begun = System.nanoTime();
      browser.post("/my-link", Map.of("csrf", csrf, "email", email));
      times[i] = System.nanoTime() - begun;
    }
    java.util.Arrays.sort(times);
    return times[times.length / 2];
  }

  @Test
  void one_address_gets_three_mails_an_hour_and_nobody_is_told() {
    Buyer buyer = new Buyer();
    buy(buyer);
    mails.to(buyer.email, 1);
    for (int i = 0; i < 5; i++) {
      assertThat(ask(buyer.email).location()).endsWith("/my-link/sent");
    }
    mails.to(buyer.email, 4);
    String other = new Buyer().email;
    ask(other);
    assertThat(mails.to(buyer.email, 4)).hasSize(4);
  }

  @Test
  void one_client_asks_thirty_times_an_hour() {
    for (int i = 0; i < 30; i++) {
      assertThat(ask("nobody-" + i + "@example.org").status()).isEqualTo(303);
    }
    assertThat(ask("nobody@example.org").status()).isEqualTo(429);
  }

  @Test
  void an_address_that_is_none_is_told_at_the_field() {
    Page refused = ask("nobody");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("id=\"maile\"", "value=\"nobody\"");
  }
}

package org.carrel.passes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.conn.params.ConnRoutePNames;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Send me my link again". */
@QuarkusTest
class MyLinkTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final String CSRF = "__Host-carrel-csrf";

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
  void the_thirty_of_one_client_are_not_those_of_another() {
    for (int i = 0; i < 30; i++) {
      ask("nobody-" + i + "@example.org");
    }
    assertThat(ask("nobody@example.org").status()).isEqualTo(429);
    assertThat(askFrom("127.0.0.2", "nobody@example.org")).isEqualTo(303);
  }

  @Test
  void the_three_mails_of_an_address_are_the_same_three_whoever_asks() {
    Buyer buyer = new Buyer();
    buy(buyer);
    mails.to(buyer.email, 1);
    for (int i = 0; i < 2; i++) {
      ask(buyer.email);
      assertThat(askFrom("127.0.0.2", buyer.email)).isEqualTo(303);
    }
    mails.to(buyer.email, 4);
    Buyer other = new Buyer();
    buy(other);
    mails.to(other.email, 1);
    assertThat(askFrom("127.0.0.2", other.email)).isEqualTo(303);
    mails.to(other.email, 2);
    assertThat(mails.to(buyer.email, 4)).hasSize(4);
  }

  /** Asks from another address of this machine; the status of the answer. */
  private static int askFrom(String address, String email) {
    RequestSpecification form = from(address);
    Response page = from(address).get("/my-link");
    Matcher token = TOKEN.matcher(page.asString());
    assertThat(token.find()).as("a form on the page").isTrue();
    return form.cookie(CSRF, page.getCookie(CSRF))
        .formParam("csrf", token.group(1))
        .formParam("email", email)
        .post("/my-link")
        .statusCode();
  }

  private static RequestSpecification from(String address) {
    try {
      HttpClientConfig client =
          HttpClientConfig.httpClientConfig()
              .setParam(ConnRoutePNames.LOCAL_ADDRESS, InetAddress.getByName(address));
      return given()
          .config(RestAssured.config().httpClient(client))
          .baseUri("http://127.0.0.1")
          .accept("text/html")
          .redirects()
          .follow(false);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address, e);
    }
  }

  @Test
  void an_address_that_is_none_is_told_at_the_field() {
    Page refused = ask("nobody");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("id=\"maile\"", "value=\"nobody\"");
  }
}

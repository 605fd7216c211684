package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

/** The link in the mail: what it opens, where, how often, and when it dies. */
@QuarkusTest
class AccessLinkTest {
  private static final String ISSUER = "https://login.example/realms/carrel";
  private static final Pattern INSTEAD = Pattern.compile("name=\"instead\" value=\"([^\"]+)\"");
  private static final Pattern ACCOUNT = Pattern.compile("name=\"into\" value=\"(r_[^\"]+)\"");

  @Inject Passes passes;
  @Inject Holdings holdings;
  @Inject DeviceSessions devices;
  @Inject RefundOrder refunds;
  @Inject RevokePass revocations;
  @Inject Mails mails;
  @Inject EntityManager entities;

  /** A pass that was bought and not opened anywhere, and the link to it. */
  private record Sold(Buyer buyer, String order, String link) {}

  private Sold sold() {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String link = Mails.links(mails.newest(buyer.email, 1)).get(0);
    return new Sold(buyer, Buyer.orderOf(success), link);
  }

  private Pass pass(Sold sold) {
    return passes.ofOrder(sold.order()).orElseThrow();
  }

  private List<String> devicesOf(Sold sold) {
    return holdings.devicesOf(pass(sold).holder()).stream().map(DeviceSession::id).toList();
  }

  private static Page redeem(Browser browser, String link, String... fields) {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", browser.get(link).csrf());
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return browser.post(link, form);
  }

  @Test
  void its_secret_has_128_bits_and_only_its_hash_is_kept() {
    Sold sold = sold();
    String secret = sold.link().substring("/a/".length());
    assertThat(secret).hasSize(22);
    List<?> rows = entities.createNativeQuery("select l::text from access_links l").getResultList();
    assertThat(rows.toString()).contains(pass(sold).id()).doesNotContain(secret);
  }

  @Test
  void its_pages_are_kept_by_nobody_and_tell_no_other_site_where_they_are() {
    Sold sold = sold();
    for (String link : List.of(sold.link(), "/a/AAAAAAAAAAAAAAAAAAAAAA", "/a/cut")) {
      var headers = new Browser().get(link).raw().headers();
      assertThat(headers.firstValue("Referrer-Policy")).as(link).hasValue("no-referrer");
      assertThat(headers.firstValue("Cache-Control").orElse("")).as(link).contains("no-store");
      assertThat(headers.firstValue("X-Robots-Tag")).as(link).hasValue("noindex");
    }
    assertThat(new Browser().get(sold.link()).body())
        .as("the sign-in must not lead back to it")
        .doesNotContain("sign-in?to=L2Ev");
  }

  @Test
  void a_session_that_somebody_planted_before_gains_nothing_by_the_redemption() {
    Sold sold = sold();
    Browser attacker = new Browser();
    redeem(attacker, sold().link());
    String planted = attacker.cookie(DeviceSessions.COOKIE);
    Browser victim = new Browser();
    victim.put(DeviceSessions.COOKIE, planted);

    assertThat(redeem(victim, sold.link()).status()).isEqualTo(303);

    assertThat(victim.cookie(DeviceSessions.COOKIE)).isNotEqualTo(planted);
    assertThat(victim.get("/pass/" + pass(sold).id()).status()).isEqualTo(200);
    assertThat(attacker.get("/pass/" + pass(sold).id()).status()).isEqualTo(404);
    assertThat(devices.bySecret(planted)).isEmpty();
  }

  @Test
  void beyond_the_limit_it_lists_the_devices_and_one_click_signs_one_out_and_goes_on() {
    Sold sold = sold();
    redeem(new Browser(), sold.link());
    Browser second = new Browser();
    redeem(second, sold.link());
    List<String> before = devicesOf(sold);
    assertThat(before).hasSize(3);
    Browser fourth = new Browser();

    Page full = redeem(fourth, sold.link());

    assertThat(full.status()).isEqualTo(409);
    assertThat(full.body()).contains("open in 3 browsers", "Last used", "Since");
    assertThat(devicesOf(sold)).as("asking signs nobody out").isEqualTo(before);
    Matcher instead = INSTEAD.matcher(full.body());
    assertThat(instead.results().map(found -> found.group(1)).toList())
        .containsExactlyElementsOf(before);
    Page opened = fourth.post(sold.link(), Map.of("csrf", full.csrf(), "instead", before.get(2)));
    assertThat(opened.status()).isEqualTo(303);
    assertThat(fourth.get("/pass/" + pass(sold).id()).status()).isEqualTo(200);
    assertThat(second.get("/pass/" + pass(sold).id()).status()).isEqualTo(404);
    assertThat(devicesOf(sold)).hasSize(3).doesNotContain(before.get(2));
  }

  @Test
  void it_signs_out_no_device_of_another_pass() {
    Sold sold = sold();
    Sold other = sold();
    List<String> others = devicesOf(other);
    redeem(new Browser(), sold.link(), "instead", others.get(0));
    assertThat(devicesOf(other)).isEqualTo(others);
  }

  @Test
  void scanners_that_look_at_it_use_no_device_and_leave_it_good() {
    Sold sold = sold();
    List<String> before = devicesOf(sold);
    for (int i = 0; i < 5; i++) {
      assertThat(new Browser().get(sold.link()).status()).isEqualTo(200);
      assertThat(new Browser().head(sold.link()).status()).isEqualTo(200);
    }
    assertThat(devicesOf(sold)).isEqualTo(before);
    assertThat(redeem(new Browser(), sold.link()).status()).isEqualTo(303);
  }

  @Test
  void it_dies_with_the_pass_be_it_taken_back_or_lapsed() {
    Sold refunded = sold();
    Sold lapsed = sold();
    refunds.refund(refunded.order(), "r_staff");
    assertThat(deadOn(refunded)).contains("taken back");
    TestClock.forward(Duration.ofDays(400));
    assertThat(deadOn(lapsed)).contains("not started by");
  }

  private String deadOn(Sold sold) {
    Browser late = new Browser();
    String csrf = late.get("/me").body().contains("csrf") ? late.get("/me").csrf() : csrf(late);
    Page refused = late.post(sold.link(), Map.of("csrf", csrf));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(late.hasCookie(DeviceSessions.COOKIE)).isFalse();
    return refused.body();
  }

  private static String csrf(Browser browser) {
    return browser.get("/institutions").csrf();
  }

  @Test
  @TestSecurity(user = "carla", roles = "reader")
  @OidcSecurity(
      claims = {
        @Claim(key = "iss", value = ISSUER),
        @Claim(key = "sub", value = "carla"),
        @Claim(key = "email", value = "carla@example.org")
      })
  void who_is_signed_in_is_asked_whether_the_account_is_to_hold_the_pass_and_nothing_is_unsaid() {
    Sold sold = signedOutSale();
    Browser browser = new Browser();
    Page page = browser.get(sold.link());
    assertThat(page.body()).contains("signed in as <b>carla@example.org</b>", "this browser only");
    Page unsaid = browser.post(sold.link(), Map.of("csrf", page.csrf()));
    assertThat(unsaid.status()).isEqualTo(422);
    Page otherAccount =
        browser.post(sold.link(), Map.of("csrf", page.csrf(), "into", "r_AAAAAAAAAAAAAAAAAAAAAA"));
    assertThat(otherAccount.status()).isEqualTo(409);

    assertThat(browser.post(sold.link(), Map.of("csrf", page.csrf(), "into", "browser")).status())
        .isEqualTo(303);
    assertThat(new Browser().get("/me").body()).doesNotContain("/pass/" + pass(sold).id());

    Matcher account = ACCOUNT.matcher(page.body());
    assertThat(account.find()).isTrue();
    browser.post(sold.link(), Map.of("csrf", page.csrf(), "into", account.group(1)));
    assertThat(new Browser().get("/me").body()).contains("/pass/" + pass(sold).id());
    assertThat(browser.get(sold.link()).body()).doesNotContain("For whom is it?");
  }

  /** A pass that no account holds, though in this test everybody is signed in. */
  private Sold signedOutSale() {
    Sold sold = sold();
    entities.clear();
    io.quarkus.narayana.jta.QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery(
                        "delete from holdings where reader_id is not null and holder = ?1")
                    .setParameter(1, pass(sold).holder())
                    .executeUpdate());
    return sold;
  }

  @Test
  void a_pass_that_staff_take_back_after_its_money_stays_taken_back() {
    Sold sold = sold();
    refunds.refund(sold.order(), "r_staff");
    assertThat(pass(sold).isRevokedFor(Pass.Revocation.MONEY)).isTrue();
    revocations.revoke(pass(sold).id(), "r_staff");
    entities.clear();
    assertThat(pass(sold).isRevokedFor(Pass.Revocation.STAFF)).isTrue();
  }

  @Test
  void a_pass_that_was_not_started_in_time_hides_no_other_that_can_be() {
    Sold old = sold();
    TestClock.forward(Duration.ofDays(400));
    Buyer buyer = old.buyer();
    String success = buyer.buy("24h", "later");
    buyer.browser.get(success);
    String ready = passes.ofOrder(Buyer.orderOf(success)).orElseThrow().id();
    assertThat(buyer.browser.get("/d/" + Buyer.ITEM).body())
        .contains("Your pass is ready", "/pass/" + ready + "?item=");
  }
}

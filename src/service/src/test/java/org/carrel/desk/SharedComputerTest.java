package org.carrel.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.desk.SoldPasses.Sold;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.tokens.OpenReadings;
import org.junit.jupiter.api.Test;

/** A computer that others use too: how its session ends, and what the next person finds. */
@QuarkusTest
class SharedComputerTest {
  private static final String SAID = "__Host-carrel-shared";
  private static final String LEAVE = "Leave this computer";

  @Inject SoldPasses sold;
  @Inject DeviceSessions devices;
  @Inject Holdings holdings;
  @Inject OpenReadings readings;

  /** A browser on a shared computer that holds a running pass. */
  private Browser shared(Sold pass) {
    Opened opened = devices.open("Firefox on Linux", true);
    holdings.give(new Subject.OfDevice(opened.session().id()), pass.holder());
    Browser browser = new Browser();
    browser.put(DeviceSessions.COOKIE, opened.secret());
    browser.put(SAID, "1");
    return browser;
  }

  @Test
  void leaving_ends_the_session_and_the_browser_forgets_everything() {
    Sold pass = sold.active("reader@example.org");
    Browser browser = shared(pass);
    browser.put("__Host-carrel-order", "AAAAAAAAAAAAAAAAAAAAAA");
    Page me = browser.get("/me");
    assertThat(me.body()).contains(LEAVE, "Active");
    String secret = browser.cookie(DeviceSessions.COOKIE);

    Page out = browser.post("/leave", Map.of("csrf", me.csrf()));

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.location()).endsWith("/left");
    for (String cookie : List.of(DeviceSessions.COOKIE, SAID, "__Host-carrel-order")) {
      assertThat(browser.hasCookie(cookie)).as(cookie).isFalse();
    }
    assertThat(devices.bySecret(secret)).isEmpty();
    assertThat(browser.get("/left").body()).contains("You have left this computer");
    assertThat(browser.get("/me").body()).contains("No pass on this browser").doesNotContain(LEAVE);
    assertThat(holdings.devicesOf(pass.holder())).isEmpty();
  }

  @Test
  void the_way_out_stands_on_every_page_of_a_shared_computer() {
    Browser browser = shared(sold.active("reader@example.org"));
    for (String page : List.of("/", "/me", "/help", "/d/hein.crs/govekfi0001", "/no/such/page")) {
      Page shown = browser.get(page);
      assertThat(shown.body()).as(page).contains(LEAVE);
      assertThat(shown.raw().headers().firstValue("Cache-Control").orElse(""))
          .as("nothing is kept for the back button of the next person: " + page)
          .contains("no-store");
    }
    assertThat(new Browser().get("/").body()).doesNotContain(LEAVE);
  }

  @Test
  void it_ends_after_15_minutes_in_which_nothing_is_done_and_at_that_very_instant() {
    Sold pass = sold.active("reader@example.org");
    Opened opened = devices.open("Firefox on Linux", true);
    holdings.give(new Subject.OfDevice(opened.session().id()), pass.holder());
    for (int i = 0; i < 3; i++) {
      TestClock.forward(Duration.ofMinutes(14));
      assertThat(devices.bySecret(opened.secret())).as("something is done").isPresent();
    }
    TestClock.forward(Duration.ofMinutes(15));
    assertThat(holdings.devicesOf(pass.holder())).as("takes no place").isEmpty();
    assertThat(holdings.of(new Subject.OfDevice(opened.session().id()))).isEmpty();
    assertThat(devices.bySecret(opened.secret())).isEmpty();
    assertThat(devices.find(opened.session().id()).flatMap(DeviceSession::closedAt)).isPresent();
  }

  @Test
  void a_session_of_ones_own_does_not_end_by_being_idle() {
    Opened opened = devices.open("Firefox on Linux", false);
    TestClock.forward(Duration.ofHours(2));
    assertThat(devices.bySecret(opened.secret())).isPresent();
  }

  @Test
  void a_session_that_is_shared_once_stays_so() {
    Opened opened = devices.open("Firefox on Linux", false);
    Opened sharing = devices.renew(opened.session().id(), true);
    assertThat(devices.cookie(sharing).getMaxAge()).isNegative();
    assertThat(devices.renew(opened.session().id()).session().shared()).isTrue();
  }

  @Test
  void a_document_server_that_was_left_leaves_the_service_too_and_nobody_else_does() {
    Browser browser = shared(sold.active("reader@example.org"));
    String id =
        devices
            .bySecret(browser.cookie(DeviceSessions.COOKIE))
            .map(DeviceSession::id)
            .orElseThrow();
    String unkeyed = Secrets.hash("reading docserver " + id).substring(0, 22);
    browser.get("/leave?client=docserver&sid=" + unkeyed);
    browser.get("/leave?client=docserver&sid=" + readings.name("other", id));
    assertThat(browser.get("/me").body()).contains("Active");

    Page left = browser.get("/leave?client=docserver&sid=" + readings.name("docserver", id));

    assertThat(left.body()).contains("url=/left");
    assertThat(browser.get("/me").body()).contains("No pass on this browser");
  }

  @Test
  void that_a_computer_is_shared_is_said_by_a_form_and_by_no_address() {
    Browser browser = new Browser("sharing-" + Ids.random());
    browser.get("/sign-in/account?shared=yes");
    assertThat(browser.hasCookie(SAID)).isFalse();
    assertThat(browser.hasCookie(DeviceSessions.COOKIE)).isFalse();

    Browser nobody = new Browser();
    Page asked = nobody.get("/sign-in");
    assertThat(nobody.post("/sign-in", Map.of("shared", "yes")).status()).isEqualTo(403);
    assertThat(nobody.hasCookie(SAID)).isFalse();
    nobody.post("/sign-in", Map.of("csrf", asked.csrf()));
    assertThat(nobody.hasCookie(SAID)).isFalse();

    Page on = nobody.post("/sign-in", Map.of("csrf", asked.csrf(), "shared", "yes", "to", "x y"));

    assertThat(on.location()).endsWith("/sign-in/account?to=x+y");
    assertThat(nobody.cookie(SAID)).isEqualTo("1");
    browser.put(SAID, "1");
    Page arrived = browser.get("/sign-in/account");
    assertThat(arrived.raw().headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith(DeviceSessions.COOKIE + "="))
        .allMatch(cookie -> !cookie.contains("Max-Age"));
    assertThat(devices.bySecret(browser.cookie(DeviceSessions.COOKIE)))
        .hasValueSatisfying(device -> assertThat(device.shared()).isTrue());
  }

  @Test
  void a_shared_checkout_gives_the_browser_only_what_ends_with_it() {
    Browser browser = new Browser();
    Page form = browser.get("/checkout?plan=24h");
    org.carrel.testing.TestStripe.start();
    Page paying =
        browser.post(
            "/checkout",
            Map.of(
                "csrf", form.csrf(),
                "plan", "24h",
                "email", "shared@example.org",
                "begin", "later",
                "shared", "yes"));
    assertThat(paying.status()).isEqualTo(303);
    assertThat(paying.raw().headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("__Host-carrel-order="))
        .anyMatch(cookie -> cookie.startsWith(DeviceSessions.COOKIE + "="))
        .anyMatch(cookie -> cookie.startsWith(SAID + "="))
        .allMatch(cookie -> !cookie.contains("Max-Age") && !cookie.contains("Expires"));
    assertThat(browser.get("/checkout?plan=24h").body())
        .contains(LEAVE, "You said that others use this computer");
  }
}

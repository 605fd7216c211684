package org.carrel.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.desk.SoldPasses.Sold;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MePageTest {
  private static final Pattern FIELD = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final String CSRF = "__Host-carrel-csrf";

  @Inject SoldPasses sold;
  @Inject DeviceSessions devices;
  @Inject Holdings holdings;

  @Test
  void a_browser_without_a_pass_sees_the_ways_on() {
    assertThat(page(given()).asString())
        .contains("No pass on this browser", "href=\"/passes\"", "Sign in")
        .doesNotContain("Remove from this browser");
  }

  @Test
  void a_device_sees_its_running_pass_without_an_account() {
    Opened device = devices.open("Firefox on Linux", false);
    Sold pass = sold.active("reader@example.org");
    hold(device, pass);
    assertThat(page(as(device)).asString())
        .contains(
            "Active",
            "left</p>",
            "<progress",
            "10 of 10 downloads left.",
            "/doc/hein.crs/govekfi0001?page=1",
            "This one: Firefox on Linux",
            "/me/receipts/" + pass.reference());
  }

  @Test
  void a_pass_kept_for_later_offers_start_and_is_not_started_by_looking() {
    Opened device = devices.open("Firefox on Linux", false);
    Sold pass = sold.ready("reader@example.org");
    hold(device, pass);
    for (int look = 0; look < 3; look++) {
      assertThat(page(as(device)).asString())
          .contains("Ready, not started", "href=\"/pass/" + pass.passId() + "\"");
    }
  }

  @Test
  @TestSecurity(user = "rosa", roles = "reader")
  @OidcSecurity(
      claims = {
        @Claim(key = "iss", value = "https://login.example/realms/carrel"),
        @Claim(key = "sub", value = "rosa"),
        @Claim(key = "email", value = "rosa@example.org")
      })
  void a_signed_in_reader_sees_what_the_device_holds_and_takes_nothing_of_it() {
    Opened device = devices.open("Firefox on Linux", false);
    hold(device, sold.active("somebody@example.org"));
    assertThat(page(as(device)).asString()).contains("Signed in as rosa@example.org", "Active");
    assertThat(page(given()).asString())
        .as("the same reader in another browser")
        .contains("No pass on this browser");
  }

  @Test
  void a_device_is_removed_by_who_shares_the_pass_and_the_other_pass_of_it_stays() {
    Opened mine = devices.open("Firefox on Linux", false);
    Opened phone = devices.open("Safari on iPhone", false);
    Sold shared = sold.active("reader@example.org");
    Sold other = sold.active("friend@example.org");
    hold(mine, shared);
    hold(phone, shared);
    hold(phone, other);
    remove(mine, phone).then().statusCode(303);
    assertThat(holdings.of(new Subject.OfDevice(phone.session().id())))
        .containsExactly(other.holder());
    assertThat(devices.bySecret(phone.secret())).isPresent();
    remove(mine, phone).then().statusCode(404);
  }

  @Test
  void a_device_that_shares_nothing_else_is_closed_when_it_is_removed() {
    Opened mine = devices.open("Firefox on Linux", false);
    Opened phone = devices.open("Safari on iPhone", false);
    Sold shared = sold.active("reader@example.org");
    hold(mine, shared);
    hold(phone, shared);
    remove(mine, phone).then().statusCode(303);
    assertThat(devices.bySecret(phone.secret())).isEmpty();
  }

  @Test
  void the_page_says_no_more_of_a_removed_device_than_is_true() {
    Opened mine = devices.open("Firefox on Linux", false);
    hold(mine, sold.active("reader@example.org"));
    assertThat(as(mine).accept("text/html").get("/me?removed=device").asString())
        .contains("The device was removed.", "closes within the hour");
  }

  @Test
  void a_stranger_removes_no_device_and_a_request_without_our_form_none_either() {
    Opened mine = devices.open("Firefox on Linux", false);
    Opened stranger = devices.open("Chrome on Windows", false);
    hold(mine, sold.active("reader@example.org"));
    hold(stranger, sold.active("stranger@example.org"));
    remove(stranger, mine).then().statusCode(404);
    as(mine).post("/me/devices/" + mine.session().id() + "/remove").then().statusCode(403);
    assertThat(devices.bySecret(mine.secret())).isPresent();
  }

  @Test
  void a_receipt_is_shown_where_its_pass_is_held_and_nowhere_else() {
    Opened device = devices.open("Firefox on Linux", false);
    Sold pass = sold.ready("reader@example.org");
    hold(device, pass);
    String address = "/me/receipts/" + pass.reference();
    assertThat(as(device).accept("text/html").get(address).asString())
        .contains(pass.reference(), "$29.00")
        .doesNotContain("reader@example.org");
    given().accept("text/html").get(address).then().statusCode(404);
  }

  @Test
  void a_browser_that_is_left_forgets_its_passes_when_asked() {
    Opened device = devices.open("Firefox on Linux", false);
    hold(device, sold.active("reader@example.org"));
    Response answer = form(device).formParam("device", "close").post("/sign-out");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.getDetailedCookie(DeviceSessions.COOKIE).getMaxAge()).isZero();
    assertThat(devices.bySecret(device.secret())).isEmpty();
  }

  @Test
  void signing_out_alone_leaves_the_passes_of_the_browser() {
    Opened device = devices.open("Firefox on Linux", false);
    hold(device, sold.active("reader@example.org"));
    form(device).post("/sign-out").then().statusCode(303);
    assertThat(devices.bySecret(device.secret())).isPresent();
    assertThat(as(device).accept("text/html").get("/signed-out").asString())
        .contains("This browser still has passes");
  }

  private void hold(Opened device, Sold pass) {
    holdings.give(new Subject.OfDevice(device.session().id()), pass.holder());
  }

  private Response remove(Opened own, Opened device) {
    return form(own).accept("text/html").post("/me/devices/" + device.session().id() + "/remove");
  }

  /** A request with the token of a form on the browser's own page. */
  private static RequestSpecification form(Opened own) {
    Response page = page(as(own));
    return as(own).cookie(CSRF, page.getCookie(CSRF)).formParam("csrf", field(page));
  }

  private static RequestSpecification as(Opened device) {
    return given().redirects().follow(false).cookie(DeviceSessions.COOKIE, device.secret());
  }

  private static Response page(RequestSpecification browser) {
    Response page = browser.accept("text/html").get("/me");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.header("Cache-Control")).contains("no-store");
    return page;
  }

  static String field(Response page) {
    Matcher field = FIELD.matcher(page.asString());
    assertThat(field.find()).as("a form on the page").isTrue();
    return field.group(1);
  }
}

package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One pass, several browsers, accounts, and computers that others use too. */
class DevicesIT extends Story {
  private static final String ACCOUNT = "librarian@university.example";
  private static final String STAFF = "staff@carrel.example";
  private static final String PASSWORD = "librarian-pass-1";
  private static final String LEAVE = "Leave this computer";

  @Test
  void a_lost_link_is_sent_again_and_restores_the_pass_on_a_second_device() {
    try (Visit reader = reader();
        Visit phone = reader()) {
      buyAndKeep(reader);
      String old = demo.accessLinkTo(reader.email);
      phone.page.navigate(demo.service() + "/my-link");
      phone.page.locator("input[name=email]").fill(reader.email);
      phone.button("Send the link").click();
      phone.page.waitForURL("**/my-link/sent");
      look(phone, "devices-link-sent");
      String link = demo.linkTo(reader.email, "The link to your pass", "/a/");
      assertThat(demo.get(old).statusCode()).as("the link from before").isEqualTo(404);
      open(phone, link);
      assertThat(phone.text()).contains("24 hours");
      assertThat(demo.devicesOf(reader.email)).isEqualTo(2);
    }
  }

  @Test
  void at_the_device_limit_one_click_signs_a_device_out_and_the_pass_opens_here() {
    try (Visit reader = reader();
        Visit second = reader();
        Visit third = reader();
        Visit fourth = reader()) {
      buyAndKeep(reader);
      String link = demo.accessLinkTo(reader.email);
      open(second, link);
      open(third, link);
      String pass = third.page.url();
      fourth.page.navigate(link);
      fourth.button("Open the pass in this browser").click();
      fourth.page.waitForSelector("form:has(input[name=instead]) button");
      look(fourth, "devices-limit");
      assertThat(fourth.text()).contains("This pass is open in 3 browsers", "Last used");
      fourth.page.locator("form:has(input[name=instead]) button").nth(1).click();
      fourth.page.waitForURL("**/pass/**");
      assertThat(fourth.page.url()).isEqualTo(pass);
      second.page.navigate(pass);
      assertThat(second.text()).contains("This pass is not open in this browser");
      third.page.navigate(pass);
      assertThat(third.text()).contains("24 hours");
    }
  }

  @Test
  void a_pass_is_put_into_an_account_from_the_browser_that_has_it() {
    try (Visit reader = reader();
        Visit elsewhere = reader()) {
      buyAndKeep(reader);
      reader.page.navigate(demo.service() + "/me");
      String pass = reader.page.locator("a[href^='/pass/']").first().getAttribute("href");
      reader.page.navigate(demo.service() + pass + "/claim");
      Login.as(reader.page, ACCOUNT, PASSWORD);
      reader.page.waitForURL("**/claim");
      look(reader, "devices-claim-here");
      assertThat(reader.text()).contains("Put the pass into your account?", ACCOUNT);
      reader.button("Put it into " + ACCOUNT).click();
      reader.page.waitForURL("**/claim/done");
      assertThat(passesOf(elsewhere)).contains("href=\"" + pass + "\"");
    }
  }

  @Test
  void an_account_opens_its_pass_elsewhere_by_a_click_and_loses_it_when_it_is_removed() {
    try (Visit reader = reader();
        Visit phone = reader();
        Visit elsewhere = reader()) {
      buyAndKeep(reader);
      String link = demo.accessLinkTo(reader.email);
      reader.page.navigate(demo.service() + "/me");
      String pass = reader.page.locator("a[href^='/pass/']").first().getAttribute("href");
      reader.page.navigate(demo.service() + pass + "/claim");
      Login.as(reader.page, ACCOUNT, PASSWORD);
      reader.page.waitForURL("**/claim");
      reader.button("Put it into " + ACCOUNT).click();
      reader.page.waitForURL("**/claim/done");

      passesOf(elsewhere);
      elsewhere.page.navigate(demo.service() + pass);
      look(elsewhere, "devices-open-here");
      elsewhere.button("Open it here").click();
      elsewhere
          .page
          .locator("form[action$='/open']")
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      open(phone, link);
      phone.page.navigate(demo.service() + "/me");
      look(phone, "devices-accounts");
      assertThat(phone.text()).contains("l…@university.example").doesNotContain(ACCOUNT);
      phone.page.locator("a[href^='/me/accounts/']").first().click();
      phone.page.waitForURL("**/remove");
      look(phone, "devices-account-remove");
      phone.button("Remove the account").click();
      phone.page.waitForURL("**/me?removed=account");
      look(phone, "devices-account-removed");
      elsewhere.page.navigate(demo.service() + pass);
      assertThat(elsewhere.text()).contains("This pass is not open in this browser");
      reader.page.navigate(demo.service() + pass);
      assertThat(reader.text()).contains("24 hours");
    }
  }

  @Test
  void a_pass_is_put_into_an_account_by_the_mail_of_its_address() {
    try (Visit reader = reader();
        Visit claimer = reader();
        Visit mailbox = reader()) {
      buyAndKeep(reader);
      reader.page.navigate(demo.service() + "/me");
      String pass = reader.page.locator("a[href^='/pass/']").first().getAttribute("href");
      claimer.page.navigate(demo.service() + "/claim");
      Login.as(claimer.page, ACCOUNT, PASSWORD);
      claimer.page.locator("input[name=which]").fill(reader.email);
      look(claimer, "devices-claim");
      claimer.button("Send the mail").click();
      claimer.page.waitForURL("**/claim/sent");
      String link = demo.linkTo(reader.email, "Put your pass into an account?", "/claim/");
      mailbox.page.navigate(link);
      look(mailbox, "devices-claim-asked");
      assertThat(mailbox.text()).contains("Put your pass into this account?", ACCOUNT);
      claimer.page.navigate(demo.service() + "/me");
      assertThat(claimer.page.content()).as("not before the click").doesNotContain(pass);
      mailbox.button("Put it into " + ACCOUNT).click();
      mailbox.page.waitForURL("**/claim/done");
      claimer.page.navigate(demo.service() + "/me");
      assertThat(claimer.page.content()).contains("href=\"" + pass + "\"");
    }
  }

  @Test
  void whoever_comes_after_a_reader_who_left_sees_neither_name_nor_pass() {
    try (Visit reader = reader()) {
      buyAndReadShared(reader);
      String document = reader.page.url();
      signIn(reader);
      assertThat(reader.page.content()).contains(ACCOUNT, "Active");
      look(reader, "devices-shared-me");
      reader.page.navigate(document);
      reader.awaitPageImage();
      look(reader, "devices-shared-reading");
      reader.button(LEAVE).click();
      reader.page.waitForURL(Pattern.compile(".*/left$"));
      look(reader, "devices-left");
      assertThat(reader.text()).contains("You have left this computer");

      for (int back = 0; back < 2; back++) {
        reader.page.goBack();
        assertThat(reader.page.content())
            .as("back at " + reader.page.url())
            .doesNotContain(ACCOUNT, reader.email, "Active</span>", "class=\"facsimile\"");
      }
      assertNothingIsLeft(reader, document);
    }
  }

  @Test
  void leaving_at_the_service_closes_the_documents_too() {
    try (Visit reader = reader()) {
      buyAndReadShared(reader);
      String document = reader.page.url();
      reader.page.navigate(demo.service() + "/help");
      reader.button(LEAVE).click();
      reader.page.waitForURL(Pattern.compile(".*/left$"));
      assertNothingIsLeft(reader, document);
    }
  }

  @Test
  void after_15_idle_minutes_a_shared_computer_knows_nobody() {
    try (Visit reader = reader()) {
      buyAndReadShared(reader);
      String document = reader.page.url();
      signIn(reader);
      demo.clock().forward(Duration.ofMinutes(15));
      assertThat(reader.images(Visit.KAZAKHSTAN, 1)).as("images served").isZero();
      assertNothingIsLeft(reader, document);
    }
  }

  @Test
  void a_login_at_the_staff_desk_ends_with_the_session_of_a_shared_computer() {
    try (Visit staff = reader()) {
      buyAndReadShared(staff);
      staff.page.navigate(demo.service() + "/staff");
      Login.as(staff.page, STAFF, "staff-pass-1");
      staff.page.waitForURL(demo.service() + "/staff");
      assertThat(staff.page.content()).contains(STAFF, LEAVE);
      demo.clock().forward(Duration.ofMinutes(15));
      staff.page.navigate(demo.service() + "/me");
      assertThat(staff.page.content()).doesNotContain(STAFF);
      staff.page.navigate(demo.service() + "/staff");
      assertThat(staff.page.url()).as("Keycloak asks who it is").contains("/realms/carrel/");
      assertThat(staff.page.locator("#username").inputValue()).isEmpty();
    }
  }

  @Test
  void a_scanner_that_looks_at_every_mailed_link_uses_none_of_them() {
    try (Visit reader = reader();
        Visit claimer = reader()) {
      buyAndKeep(reader);
      String receipt = demo.accessLinkTo(reader.email);
      scan(List.of(receipt));
      open(claimer, receipt);
      reader.page.navigate(demo.service() + "/my-link");
      reader.page.locator("input[name=email]").fill(reader.email);
      reader.button("Send the link").click();
      String again = demo.linkTo(reader.email, "The link to your pass", "/a/");
      claimer.page.navigate(demo.service() + "/claim");
      Login.as(claimer.page, ACCOUNT, PASSWORD);
      claimer.page.locator("input[name=which]").fill(reader.email);
      claimer.button("Send the mail").click();
      String claim = demo.linkTo(reader.email, "Put your pass into an account?", "/claim/");
      long devices = demo.devicesOf(reader.email);
      scan(List.of(again, claim));
      assertThat(demo.devicesOf(reader.email)).as("devices and accounts").isEqualTo(devices);
      assertThat(demo.passStateOf(reader.email)).isEqualTo("READY");
      claimer.page.navigate(claim);
      claimer.button("Put it into " + ACCOUNT).click();
      claimer.page.waitForURL("**/claim/done");
      try (Visit phone = reader()) {
        open(phone, again);
      }
    }
  }

  /** HEAD and GET, each link twice, from two addresses. */
  private static void scan(List<String> links) {
    List<Integer> answers = new ArrayList<>();
    for (String address : List.of("127.0.0.1", "127.0.0.2")) {
      Scanner scanner = new Scanner(address);
      for (int i = 0; i < 2; i++) {
        for (String link : links) {
          answers.add(scanner.ask("HEAD", link));
          answers.add(scanner.ask("GET", link));
        }
      }
    }
    assertThat(answers).containsOnly(200);
  }

  /** On a desk and on a phone, where screenshots are wanted. */
  private void look(Visit visit, String name) {
    if (demo.screenshots() != null) {
      visit.screenshot(name);
      visit.page.setViewportSize(390, 844);
      visit.screenshot(name + "-phone");
      visit.page.setViewportSize(1280, 844);
    }
  }

  private static void buyAndKeep(Visit reader) {
    reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater().pay(Visit.GOOD_CARD);
    reader.page.waitForURL("**/checkout/success**");
  }

  private static void open(Visit visit, String link) {
    visit.page.navigate(link);
    visit.page.locator("form[action^='/a/'] button").first().click();
    visit.page.waitForURL("**/pass/**");
  }

  private void buyAndReadShared(Visit reader) {
    reader.land(Visit.KAZAKHSTAN).choose("24h");
    look(reader, "devices-shared-checkout");
    reader.page.locator("input[name=shared]").check();
    reader.startNow().pay(Visit.GOOD_CARD).awaitPageImage();
  }

  /** Signs in on a computer of which it was said before that it is shared. */
  private void signIn(Visit reader) {
    reader.page.navigate(demo.service() + "/sign-in");
    assertThat(reader.text()).contains("You said that others use this computer");
    Login.as(reader.page, ACCOUNT, PASSWORD);
    reader.page.waitForURL("**/me");
    assertThat(reader.page.content()).contains(LEAVE);
  }

  /** What the account shows at a device that was never seen before. */
  private String passesOf(Visit elsewhere) {
    elsewhere.page.navigate(demo.service() + "/sign-in");
    Login.as(elsewhere.page, ACCOUNT, PASSWORD);
    elsewhere.page.waitForURL("**/me");
    return elsewhere.page.content();
  }

  /** The next person at this browser tries what the one before had. */
  private void assertNothingIsLeft(Visit visit, String document) {
    visit.page.navigate(demo.service() + "/me");
    assertThat(visit.text()).contains("No pass on this browser");
    assertThat(visit.page.content()).doesNotContain(ACCOUNT, visit.email);
    visit.page.navigate(document);
    assertThat(visit.page.locator(".facsimile").count()).as("page images").isZero();
    assertThat(visit.images(Visit.KAZAKHSTAN, 1)).as("images served").isZero();
    visit.page.navigate(demo.service() + "/sign-in/account");
    assertThat(visit.page.url()).as("Keycloak asks who it is").contains("/realms/carrel/");
    assertThat(visit.page.locator("#username").inputValue()).isEmpty();
    assertThat(visit.page.content()).doesNotContain(ACCOUNT);
  }
}

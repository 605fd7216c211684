package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.junit.jupiter.api.Test;

/** An account finds its passes everywhere; a browser reads with them, as one of their number. */
@QuarkusTest
class AccountsTest {
  private static final String LANDING = "/d/" + Buyer.ITEM;
  private static final Pattern ACCOUNT = Pattern.compile("name=\"account\" value=\"([^\"]+)\"");
  private static final Pattern INSTEAD = Pattern.compile("name=\"instead\" value=\"([^\"]+)\"");
  private static final Pattern REMOVE = Pattern.compile("/me/accounts/(r_[^/]+)/remove");

  @Inject Passes passes;
  @Inject Holdings holdings;

  private final String login = "account-" + Ids.random();

  /** A buyer without an account, who then puts the pass into the account {@link #login}. */
  private Buyer claimed(String begin) {
    Buyer buyer = new Buyer();
    String success = buyer.buy("24h", begin);
    buyer.browser.get(success);
    Browser signedIn = new Browser(login);
    signedIn.put(DeviceSessions.COOKIE, buyer.browser.cookie(DeviceSessions.COOKIE));
    String address = "/pass/" + passOf(success) + "/claim";
    Page page = signedIn.get(address);
    Matcher account = ACCOUNT.matcher(page.body());
    assertThat(account.find()).isTrue();
    signedIn.post(address, Map.of("csrf", page.csrf(), "account", account.group(1)));
    buyer.browser.put(DeviceSessions.COOKIE, signedIn.cookie(DeviceSessions.COOKIE));
    return buyer;
  }

  private String passOf(String success) {
    return passes.ofOrder(Buyer.orderOf(success)).orElseThrow().id();
  }

  private static String passOn(Browser browser) {
    Matcher pass =
        Pattern.compile("href=\"/pass/(p_[A-Za-z0-9_-]+)").matcher(browser.get("/me").body());
    assertThat(pass.find()).as("a pass under My passes").isTrue();
    return pass.group(1);
  }

  private static Page open(Browser browser, String pass, Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.put("csrf", browser.get("/pass/" + pass).csrf());
    return browser.post("/pass/" + pass + "/open", form);
  }

  @Test
  void signing_in_opens_no_document_until_one_click_opens_the_pass_in_the_browser() {
    claimed("now");
    Browser elsewhere = new Browser(login);
    String pass = passOn(elsewhere);
    for (int look = 0; look < 2; look++) {
      assertThat(elsewhere.get(LANDING).body())
          .contains("Your account has a pass", "/pass/" + pass + "?item=" + Buyer.ITEM);
      assertThat(elsewhere.get("/pass/" + pass).body()).contains("Open it in this browser");
    }
    assertThat(holdings.devicesOf(Pass.holder(pass))).as("looking takes no place").hasSize(1);

    Page opened = open(elsewhere, pass, Map.of("item", Buyer.ITEM, "page", "1"));

    assertThat(opened.location()).contains("/doc/" + Buyer.ITEM);
    assertThat(holdings.devicesOf(Pass.holder(pass))).hasSize(2);
    assertThat(elsewhere.get(LANDING).body()).contains("You can read this document now");
    assertThat(elsewhere.get("/pass/" + pass).body()).doesNotContain("Open it in this browser");
  }

  @Test
  void an_account_opens_a_pass_in_no_more_browsers_than_it_includes_and_makes_room_by_a_click() {
    claimed("later");
    String pass = passOn(new Browser(login));
    open(new Browser(login), pass, Map.of());
    open(new Browser(login), pass, Map.of());
    Browser fourth = new Browser(login);
    Page full = open(fourth, pass, Map.of());
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.body()).contains("This pass is open in 3 browsers");
    Matcher other = INSTEAD.matcher(full.body());
    assertThat(other.find()).isTrue();

    Page opened = open(fourth, pass, Map.of("instead", other.group(1)));

    assertThat(opened.location()).endsWith("/pass/" + pass);
    assertThat(holdings.devicesOf(Pass.holder(pass)))
        .hasSize(3)
        .noneMatch(device -> device.id().equals(other.group(1)));
  }

  @Test
  void browsers_that_open_it_at_one_instant_are_counted_one_after_the_other() {
    claimed("later");
    String pass = passOn(new Browser(login));
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> open(new Browser(login), pass, Map.of()).status()));
    }
    assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 303))
        .hasSize(2);
    assertThat(holdings.devicesOf(Pass.holder(pass))).hasSize(3);
  }

  @Test
  void an_account_is_shown_and_removed_with_the_browsers_that_were_opened_in_its_name() {
    Buyer buyer = claimed("now");
    Browser account = new Browser(login);
    String pass = passOn(account);
    open(account, pass, Map.of());
    Page me = buyer.browser.get("/me");
    assertThat(me.body()).contains("Accounts", "a…@login.example").doesNotContain(login);
    Matcher row = REMOVE.matcher(me.body());
    assertThat(row.find()).isTrue();
    Page asks = buyer.browser.get(row.group());
    assertThat(asks.body()).contains("Remove a…@login.example?");
    assertThat(buyer.browser.post(row.group(), Map.of()).status()).isEqualTo(403);
    assertThat(account.get("/me").body()).contains("Active", "Yours: " + login);

    Page removed = buyer.browser.post(row.group(), Map.of("csrf", asks.csrf()));

    assertThat(buyer.browser.get(Buyer.path(removed.location())).body())
        .contains("The account was removed.", "within the hour", "Active");
    assertThat(account.get("/me").body()).contains("No pass on this browser");
    assertThat(account.get("/pass/" + pass).status()).isEqualTo(404);
    assertThat(holdings.devicesOf(Pass.holder(pass))).hasSize(1);
    assertThat(buyer.browser.post(row.group(), Map.of("csrf", asks.csrf())).status())
        .isEqualTo(404);
  }

  @Test
  void nobody_removes_an_account_from_what_they_do_not_hold() {
    Buyer buyer = claimed("later");
    Matcher row = REMOVE.matcher(buyer.browser.get("/me").body());
    assertThat(row.find()).isTrue();
    Browser stranger = new Buyer().browser;
    String csrf = stranger.get("/institutions").csrf();
    assertThat(stranger.get(row.group()).status()).isEqualTo(404);
    assertThat(stranger.post(row.group(), Map.of("csrf", csrf)).status()).isEqualTo(404);
    assertThat(new Browser(login).get("/me").body()).contains("Ready, not started");
  }

  @Test
  void what_was_opened_in_an_accounts_name_ends_in_that_browser_when_it_signs_out() {
    Buyer buyer = claimed("later");
    Browser account = new Browser(login);
    String pass = passOn(account);
    open(account, pass, Map.of());
    account.post("/sign-out", Map.of("csrf", account.get("/me").csrf()));
    assertThat(holdings.devicesOf(Pass.holder(pass))).hasSize(1);
    assertThat(buyer.browser.get("/me").body()).contains("Ready, not started");
  }
}

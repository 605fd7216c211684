package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** axe finds no violation on any page, light and dark, on a desk and on a phone. */
class AccessibilityIT extends Story {
  private static final String AXE = axe();
  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations'], preload: false})).violations
          .map((rule) => rule.id + ' at ' + rule.nodes[0].target)
      """;

  private final List<String> violations = new ArrayList<>();

  @Test
  void axe_finds_no_violation_on_any_page() {
    try (Visit reader = reader();
        Visit staff = reader()) {
      for (String path :
          List.of(
              "/",
              "/d/" + Visit.KAZAKHSTAN,
              "/d/" + Visit.KAZAKHSTAN + "?reason=EXPIRED",
              "/d/no.such/document",
              "/collections/1",
              "/institutions",
              "/sign-on?item=" + Visit.KAZAKHSTAN + "&q=nowhere",
              "/sign-on/arrived",
              "/checkout?plan=24h&item=" + Visit.KAZAKHSTAN + "&page=1",
              "/terms",
              "/refunds",
              "/privacy",
              "/accessibility",
              "/help",
              "/a/AAAAAAAAAAAAAAAAAAAAAA",
              "/me")) {
        reader.page.navigate(demo.service() + path);
        check(reader.page, path);
      }
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.KAZAKHSTAN);
      check(reader.page, "sent back without access");
      reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater();
      check(reader.page, "hosted payment page");
      reader.pay(Visit.DECLINED_CARD);
      check(reader.page, "declined");
      reader.pay(Visit.GOOD_CARD);
      reader.page.waitForURL("**/checkout/success**");
      check(reader.page, "success, pass kept");
      String link = demo.accessLinkTo(reader.email);
      reader.page.navigate(link);
      check(reader.page, "access link");
      reader.page.navigate(demo.service() + "/me");
      check(reader.page, "my passes");
      reader.page.locator("a[href^='/me/receipts/']").first().click();
      check(reader.page, "receipt");
      reader.page.locator("section[aria-labelledby=docs] th a").first().click();
      check(reader.page, "invoice");
      reader.page.navigate(demo.mailPage());
      check(reader.page, "mail page");
      staff.buyAndRead(Visit.CONSTITUTION);
      check(staff.page, "reading");
      staff.page.navigate(demo.service() + "/checkout?item=" + Visit.CONSTITUTION + "&page=1");
      check(staff.page, "checkout, time to add");
      staff.page.navigate(demo.service() + "/me");
      check(staff.page, "my passes, one runs");
      staff.page.locator("a[href^='/pass/']").first().click();
      staff.page.waitForURL("**/pass/**");
      check(staff.page, "pass that runs");
      staff.page.navigate(demo.service() + "/staff?q=" + reader.email);
      Login.as(staff.page, "staff@carrel.example", "staff-pass-1");
      check(staff.page, "staff");
      staff.page.navigate(demo.service() + "/staff?q=" + reader.email);
      check(staff.page, "staff order");
      staff.link("Refund in full").click();
      check(staff.page, "staff refund");
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void axe_finds_no_violation_where_passes_meet_devices_accounts_and_shared_computers() {
    try (Visit reader = reader();
        Visit second = reader();
        Visit third = reader();
        Visit fourth = reader()) {
      for (String path :
          List.of("/my-link", "/my-link/sent", "/sign-in", "/left", "/claim/sent", "/claim/done")) {
        fourth.page.navigate(demo.service() + path);
        check(fourth.page, path);
      }
      reader.land(Visit.KAZAKHSTAN).choose("24h");
      reader.page.locator("input[name=shared]").check();
      reader.startNow().pay(Visit.GOOD_CARD).awaitPageImage();
      check(reader.page, "reading on a shared computer");
      reader.page.navigate(demo.service() + "/me");
      check(reader.page, "my passes on a shared computer");
      reader.page.navigate(demo.service() + "/checkout?plan=24h");
      check(reader.page, "checkout on a shared computer");
      String link = demo.accessLinkTo(reader.email);
      for (Visit device : List.of(second, third)) {
        device.page.navigate(link);
        device.button("Open the pass in this browser").click();
        device.page.waitForURL("**/pass/**");
      }
      fourth.page.navigate(link);
      fourth.button("Open the pass in this browser").click();
      fourth.page.waitForSelector("form:has(input[name=instead]) button");
      check(fourth.page, "device limit");
      fourth.page.navigate(demo.service() + "/claim");
      Login.as(fourth.page, "librarian@university.example", "librarian-pass-1");
      fourth.page.waitForURL("**/claim");
      check(fourth.page, "claim");
      fourth.page.locator("input[name=which]").fill("nothing");
      fourth.button("Send the mail").click();
      fourth.page.waitForSelector("[role=alert]");
      check(fourth.page, "claim, refused");
      fourth.page.locator("input[name=which]").fill(reader.email);
      fourth.button("Send the mail").click();
      fourth.page.waitForURL("**/claim/sent");
      fourth.page.navigate(demo.linkTo(reader.email, "Put your pass into an account?", "/claim/"));
      check(fourth.page, "claim, asked by mail");
      fourth.page.navigate(link);
      check(fourth.page, "access link, signed in");
      fourth.page.navigate(demo.linkTo(reader.email, "Put your pass into an account?", "/claim/"));
      fourth.page.locator("main form button.btn").first().click();
      fourth.page.waitForURL("**/claim/done");
      second.page.navigate(demo.service() + "/me");
      check(second.page, "my passes with an account");
      String pass = second.page.locator("a[href^='/pass/']").first().getAttribute("href");
      fourth.page.navigate(demo.service() + pass);
      check(fourth.page, "pass of an account, open in as many browsers as it includes");
      second.page.locator("a[href^='/me/accounts/']").first().click();
      second.page.waitForURL("**/remove");
      check(second.page, "an account, to be removed");
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void axe_finds_no_violation_where_a_buyer_has_second_thoughts() {
    try (Visit reader = reader();
        Visit twice = reader();
        Visit second = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater();
      String order = demo.text("select id from orders where email = ?", reader.email);
      reader.page.navigate(demo.service() + "/checkout/cancelled?order=" + order);
      check(reader.page, "checkout cancelled");
      reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater().pay(Visit.GOOD_CARD);
      reader.page.waitForURL("**/checkout/success**");
      reader.link("Wrong address?").click();
      reader.page.waitForURL("**/checkout/address**");
      check(reader.page, "address correction");
      reader.page.locator("input[name=email]").fill("nobody");
      reader.page.locator("main form[method=post]").evaluate("form => form.noValidate = true");
      reader.button("Send it there").click();
      reader.page.waitForSelector("[role=alert]");
      check(reader.page, "address correction, refused");
      reader.page.locator("input[name=email]").fill("right-" + reader.email);
      reader.button("Send it there").click();
      reader.page.getByText("Your mail is on its way again").waitFor();
      check(reader.page, "success, address corrected");
      reader.page.navigate(demo.accessLinkTo("right-" + reader.email));
      reader.link("Withdraw from contract").click();
      check(reader.page, "withdraw");
      reader.button("Confirm withdrawal").click();
      reader.page.waitForURL("**/withdrawals/**");
      reader.page.getByText("sent back").first().waitFor();
      check(reader.page, "withdrawn");
      reader.page.navigate(demo.service() + "/me");
      check(reader.page, "my passes, withdrawn");

      twice.buyAndRead(Visit.KAZAKHSTAN);
      second.redeem(demo.accessLinkTo(twice.email));
      twice.page.navigate(
          demo.service() + "/checkout?plan=24h&item=" + Visit.KAZAKHSTAN + "&page=1");
      twice.addTime().pay(Visit.GOOD_CARD);
      twice.page.waitForURL("**/checkout/success**");
      check(twice.page, "paid twice");
      twice.page.locator("button:has-text('Give')").click();
      twice.page.waitForURL("**/withdrawals/**");
      twice.page.getByText("sent back").first().waitFor();
      twice.page.navigate(demo.service() + "/me");
      check(twice.page, "my passes, one given back");
      twice.page.locator("form[action*='/me/devices/'] button").first().click();
      twice.page.waitForLoadState();
      check(twice.page, "my passes, device removed");
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void axe_finds_no_violation_where_institutions_ask_and_staff_answer() {
    try (Visit library = reader();
        Visit staff = reader()) {
      library.page.navigate(demo.service() + "/institutions?item=" + Visit.KAZAKHSTAN);
      library.button("Send the request").click();
      library.page.waitForSelector("#errors");
      check(library.page, "request, refused");
      RequestIT.fill(library);
      library.button("Send the request").click();
      library.page.waitForURL("**/institutions/taken**");
      check(library.page, "request, sent");
      library.page.navigate(demo.linkTo(library.email, "Confirm your request", "/request/"));
      check(library.page, "request, to be confirmed");
      RequestIT.confirm(library);
      check(library.page, "request, received");
      staff.page.navigate(demo.service() + "/staff/requests");
      Login.as(staff.page, "staff@carrel.example", "staff-pass-1");
      staff.page.waitForURL("**/staff/requests");
      check(staff.page, "queue of requests");
      staff
          .link(demo.text("select reference from requests where email = ?", library.email))
          .click();
      staff.button("Take it").click();
      staff.button("Decline the request").waitFor();
      check(staff.page, "request, in work");
      staff.link("Add it as a new institution").click();
      staff.page.waitForURL("**/staff/institutions/add**");
      staff.button("Add the institution").click();
      staff.page.waitForSelector("#errors");
      check(staff.page, "institution, refused");
      staff.page.locator("input[name=zone]").fill("America/New_York");
      staff.button("Add the institution").click();
      staff.page.waitForURL("**/staff/requests/**");
      staff.link("Example University Library").first().click();
      staff.page.waitForURL("**/staff/institutions/**");
      check(staff.page, "institution");
      staff.screenshot("institution");
      staff.phone().screenshot("institution-phone");
      staff.page.navigate(demo.service() + "/staff/providers");
      check(staff.page, "providers of sign-on");
      staff.page.navigate(demo.service() + "/staff/institutions");
      check(staff.page, "institutions");
      trial(library, staff);
    }
    assertThat(violations).isEmpty();
  }

  /** The trial beside the quote that was asked for, from the wish to its report. */
  private void trial(Visit library, Visit staff) {
    library.button("Ask for the trial now").click();
    library.page.getByText("Your trial waits for a person").first().waitFor();
    check(library.page, "trial, waiting");
    staff.page.navigate(demo.service() + "/staff/trials");
    check(staff.page, "trials");
    String trial =
        demo.text(
            "select t.id from trials t join requests r on r.id = t.request_id where r.email = ?",
            library.email);
    String page = demo.service() + "/staff/trials/" + trial;
    staff.page.navigate(page);
    check(staff.page, "trial, to be decided");
    staff.screenshot("trial-6-decide");
    staff.button("Approve the trial").click();
    staff.page.getByText("Who asked is told by mail.").waitFor();
    check(staff.page, "trial, running");
    String institution = demo.text("select institution_id from trials where id = ?", trial);
    staff.page.navigate(demo.service() + "/staff/institutions/" + institution + "/people");
    staff.page.locator("#email").fill("staff@carrel.example");
    staff.button("Make librarian").click();
    staff.page.getByText("Done.").waitFor();
    staff.page.navigate(demo.service() + "/institution/" + institution);
    check(staff.page, "librarian");
    staff.link("What was read").click();
    staff.page.waitForURL("**/trials/**");
    check(staff.page, "report of a trial");
    staff.screenshot("trial-7-report");
  }

  @Test
  void axe_finds_no_violation_from_the_draft_of_a_quote_to_its_acceptance() {
    QuoteSteps steps = new QuoteSteps(demo);
    try (Visit staff = reader();
        Visit buyer = reader()) {
      steps.writer(staff);
      steps.institution(staff);
      String institution = staff.page.url();
      check(staff.page, "institution");
      staff.link("Write a quote").click();
      QuoteSteps.heading(staff, "Write a quote");
      check(staff.page, "quote, form");
      staff.button("Work it out").click();
      staff.page.waitForSelector("[role=alert]");
      check(staff.page, "quote, form refused");
      staff.page.navigate(institution);
      steps.write(staff, buyer.email, "");
      check(staff.page, "quote, draft");
      steps.act(staff, "Send the quote", "The quote is on its way");
      check(staff.page, "quote, sent");
      staff.link("Take it back").click();
      staff.page.waitForSelector("#confirm");
      check(staff.page, "quote, asked to take back");
      staff.page.navigate(demo.service() + "/staff/quotes");
      check(staff.page, "quotes");
      String link = demo.linkTo(buyer.email, "Quote Q-", "/q/");
      for (String act : List.of("", "?act=forward", "?act=decline")) {
        buyer.page.navigate(link + act);
        check(buyer.page, "quote" + act);
      }
      buyer.page.navigate(link + "/accept");
      check(buyer.page, "accept");
      buyer.button("Send me the mail").click();
      buyer.page.waitForSelector("[role=alert]");
      check(buyer.page, "accept, refused");
      buyer.page.navigate(link);
      steps.sayWhoAccepts(buyer, buyer.email);
      check(buyer.page, "quote, mail sent");
      buyer.page.navigate(demo.linkTo(buyer.email, "Accept Quote", "/sign/"));
      check(buyer.page, "sign");
      steps.act(buyer, "Accept this quote", "Thank you. The quote is accepted");
      check(buyer.page, "signed");
      InvoiceIT.payLink(demo, buyer);
      check(buyer.page, "signed, to be paid");
      buyer.link("Pay the invoice by card or bank transfer").click();
      buyer.button("Send the transfer").waitFor();
      check(buyer.page, "invoice's page");
      buyer.button("Send the transfer").click();
      buyer.page.waitForSelector("[role=alert]");
      check(buyer.page, "invoice's page, refused");
      buyer.page.locator("#sender").fill("Example University");
      buyer.button("Send the transfer").click();
      buyer.page.getByText("Nothing more is due").waitFor();
      check(buyer.page, "invoice's page, paid");
      buyer.page.navigate(link);
      check(buyer.page, "quote, accepted");
    }
    assertThat(violations).isEmpty();
  }

  private void check(Page page, String name) {
    page.evaluate(AXE);
    look(page, name, ColorScheme.LIGHT, 1280);
    look(page, name, ColorScheme.DARK, 390);
    page.setViewportSize(1280, 844);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private void look(Page page, String name, ColorScheme scheme, int width) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE)); // no colour is looked at half-way
    page.setViewportSize(width, 844);
    String where = name + " (" + scheme + ", " + width + " px)";
    try {
      ((List<?>) page.evaluate(VIOLATIONS)).forEach(found -> violations.add(where + ": " + found));
    } catch (PlaywrightException e) {
      throw new IllegalStateException("axe could not look at " + where, e);
    }
    if (!Boolean.TRUE.equals(
        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))) {
      violations.add(where + " scrolls sideways");
    }
  }

  private static String axe() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

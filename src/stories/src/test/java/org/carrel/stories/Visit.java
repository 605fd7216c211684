package org.carrel.stories;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** One reader at one browser, with an e-mail address of their own. Speaks as the pages do. */
final class Visit implements AutoCloseable {
  static final String KAZAKHSTAN = "hein.crs/govekfi0001";
  static final String CONSTITUTION = "us.founding/constitution";
  static final String GOOD_CARD = "4242424242424242";
  static final String DECLINED_CARD = "4000000000000002";
  static final String THREE_D_SECURE_CARD = "4000000000003220";

  private static final Locator.WaitForOptions ATTACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

  final String email;
  final BrowserContext context;
  final Page page;
  private final Demo demo;

  Visit(Demo demo, Browser browser, String email) {
    this(demo, browser, email, new Browser.NewContextOptions());
  }

  Visit(Demo demo, Browser browser, String email, Browser.NewContextOptions options) {
    this.demo = demo;
    this.email = email;
    this.context =
        browser.newContext(
            options.timezoneId == null ? options.setTimezoneId("Europe/Berlin") : options);
    this.context.setDefaultTimeout(45_000);
    this.page = context.newPage();
  }

  /** Opens a document's landing page. */
  Visit land(String handle) {
    page.navigate(demo.service() + "/d/" + handle);
    return this;
  }

  /** From the landing page to the checkout page of a plan. */
  Visit choose(String planCode) {
    page.locator("input[name=plan][value='" + planCode + "']").check();
    button("Continue to checkout").click();
    page.waitForURL("**/checkout?**");
    return this;
  }

  /**
   * Fills the checkout page for a pass that starts at once, and goes to the hosted payment page.
   */
  Visit startNow() {
    page.locator("input[name=email]").fill(email);
    page.locator("input[name=begin][value=now]").check();
    page.locator("input[name=consent]").check();
    return toPayment();
  }

  /** Fills the checkout page for a pass to keep, and goes to the hosted payment page. */
  Visit keepForLater() {
    page.locator("input[name=email]").fill(email);
    page.locator("input[name=begin][value=later]").check();
    return toPayment();
  }

  /** Fills the checkout page for time on the pass that runs, and goes to the payment page. */
  Visit addTime() {
    page.locator("input[name=email]").fill(email);
    page.locator("input[name=begin][value=add]").check();
    page.locator("input[name=consent]").check();
    return toPayment();
  }

  /** From now on the screen is that of a phone. */
  Visit phone() {
    page.setViewportSize(390, 844);
    return this;
  }

  private Visit toPayment() {
    page.locator("main form button.btn.wide").first().click();
    page.waitForURL("**/c/pay/**");
    return this;
  }

  /** Fills the hosted page with a test card and presses pay. */
  Visit pay(String card) {
    fillCard(card);
    payButton().click();
    return this;
  }

  /** Gives the address that the hosted page asks for where nothing is to be paid, and goes on. */
  Visit payNothing() {
    fillBuyer();
    page.locator("section.pay form button[type=submit]").click();
    return this;
  }

  void fillCard(String card) {
    page.locator("input[name=number]").fill(card);
    page.locator("input[name=expiry]").fill("12 / 34");
    page.locator("input[name=cvc]").fill("123");
    fillBuyer();
  }

  private void fillBuyer() {
    if (page.locator("input[name=name]").count() > 0) {
      page.locator("input[name=name]").fill("R. Reader");
    }
    if (page.locator("input[name=line1]").count() > 0) {
      page.locator("input[name=line1]").fill("1 Main Street");
      page.locator("input[name=city]").fill("Springfield");
      page.locator("input[name=postal_code]").fill("62701");
    }
  }

  /** Chooses a billing country on the hosted page, which then shows the total with its tax. */
  Visit billedIn(String country) {
    page.locator("select[name=country]").selectOption(country);
    button("Update total").click();
    page.locator("select[name=country] option[selected][value=" + country + "]").waitFor(ATTACHED);
    return this;
  }

  /** Applies a promotion code on the hosted page. */
  Visit withCode(String code) {
    page.locator("input[name=code]").fill(code);
    button("Apply").click();
    button("Remove code").waitFor();
    return this;
  }

  Locator payButton() {
    return page.getByRole(
        AriaRole.BUTTON,
        new Page.GetByRoleOptions().setName(java.util.regex.Pattern.compile("^Pay")));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** The whole walk: lands, buys 24 hours, starts now, pays, and waits for the page image. */
  Visit buyAndRead(String handle) {
    land(handle).choose("24h").startNow().pay(GOOD_CARD);
    return awaitPageImage();
  }

  /** Waits until the document server shows the page as an image that really has pixels. */
  Visit awaitPageImage() {
    page.waitForURL(demo.docserver() + "/doc/**");
    page.waitForFunction(
        "() => { const i = document.querySelector('.facsimile img');"
            + " return i && i.complete && i.naturalWidth > 0; }");
    return this;
  }

  /** Asks for {@code wanted} page images at once, as an open page does; how many were served. */
  int images(String handle, int wanted) {
    Object loaded =
        page.evaluate(
            """
            async ([handle, wanted]) => {
              const load = (n) => new Promise((done) => {
                const image = new Image();
                image.onload = () => done(image.naturalWidth > 100);
                image.onerror = () => done(false);
                image.src = `/image/${n % 6 + 1}/${handle}?once=${Math.random()}`;
              });
              const all = await Promise.all([...Array(wanted).keys()].map(load));
              return all.filter(Boolean).length;
            }
            """,
            List.of(handle, wanted));
    return ((Number) loaded).intValue();
  }

  /** Opens a pass by its mailed link in this browser. */
  Visit redeem(String link) {
    page.navigate(link);
    page.locator("main form button.btn").first().click();
    page.waitForURL("**/pass/**");
    return this;
  }

  /** Starts the kept pass whose page is open. */
  Visit start() {
    page.locator("input[name=consent]").check();
    page.locator("form[action$='/start'] button").click();
    page.locator("form[action$='/start']")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return this;
  }

  /** Asks a server for the document's copy so often, with this browser's session. */
  int downloads(String server, String handle, int wanted) {
    int given = 0;
    for (int i = 0; i < wanted; i++) {
      String cookies =
          context.cookies().stream()
              .filter(cookie -> cookie.domain.equals("127.0.0.1"))
              .map(cookie -> cookie.name + "=" + cookie.value)
              .collect(Collectors.joining("; "));
      String copy = server + "/pdf/" + handle;
      given += Http.get(copy, "Cookie", cookies, "Accept", "*/*").statusCode() == 200 ? 1 : 0;
    }
    return given;
  }

  /** What the page says, as text. */
  String text() {
    return page.locator("main").innerText();
  }

  void screenshot(String name) {
    Path dir = demo.screenshots();
    if (dir != null) {
      page.evaluate("scrollTo(0, 0)");
      page.screenshot(new Page.ScreenshotOptions().setPath(dir.resolve(name + ".png")));
    }
  }

  @Override
  public void close() {
    context.close();
  }
}

package org.carrel.passes;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestStripe;

/** A buyer with a browser and an address of their own. */
public final class Buyer {
  static final String GOOD_CARD = "4242424242424242";
  public static final String ITEM = "hein.crs/govekfi0001";

  public final Browser browser;
  public final String email =
      "reader-" + Ids.random().replaceAll("[^A-Za-z0-9]", "") + "@example.org";

  Buyer() {
    this(new Browser());
  }

  /** A buyer at this browser, who may be signed in there. */
  public Buyer(Browser browser) {
    this.browser = browser;
    TestStripe.start();
  }

  /** Fills in the checkout and gives the address of the payment page. */
  String checkOut(String plan, String begin) {
    Page page = submit(plan, begin, begin.equals("now"));
    if (page.status() != 303) {
      throw new AssertionError("no payment page: " + page.status() + "\n" + page.body());
    }
    return page.location();
  }

  Page submit(String plan, String begin, boolean consent) {
    Page form = browser.get("/checkout?plan=" + plan + "&item=" + ITEM + "&page=1");
    Map<String, String> fields = new HashMap<>();
    fields.put("csrf", form.csrf());
    fields.put("plan", plan);
    fields.put("item", ITEM);
    fields.put("page", "1");
    fields.put("email", email);
    fields.put("begin", begin);
    if (consent) {
      fields.put("consent", "yes");
    }
    return browser.post("/checkout", fields);
  }

  /** Pays on the payment page; the page that follows says where to go on. */
  Page pay(String paymentPage, String card) {
    Map<String, String> fields = new HashMap<>();
    fields.putAll(Map.of("email", email, "name", "A. Reader", "number", card));
    fields.putAll(Map.of("expiry", "12 / 34", "cvc", "123"));
    fields.putAll(Map.of("line1", "1 Main Street", "city", "Springfield", "postal_code", "62701"));
    return browser.post(paymentPage, fields);
  }

  /** Pays with a good card and gives path and query of the success page. */
  String payWell(String paymentPage) {
    Page paid = pay(paymentPage, GOOD_CARD);
    if (paid.status() != 303) {
      throw new AssertionError("not paid: " + paid.status() + "\n" + paid.body());
    }
    return path(paid.location());
  }

  /** The whole purchase up to, and not with, the arrival on the success page. */
  public String buy(String plan, String begin) {
    return payWell(checkOut(plan, begin));
  }

  static String path(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  public static String orderOf(String successPath) {
    return successPath.replaceAll(".*[?&]order=([^&]+).*", "$1");
  }
}

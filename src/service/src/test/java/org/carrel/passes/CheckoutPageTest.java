package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.carrel.testing.Browser;
import org.junit.jupiter.api.Test;

/** What the checkout says before anybody pays. */
@QuarkusTest
class CheckoutPageTest {
  @Inject Plans plans;

  private static String checkout(String query) {
    return new Browser().get("/checkout?plan=24h" + query).body();
  }

  @Test
  void terms_refunds_and_the_total_with_its_tax_stand_before_the_button() {
    String page = checkout("");
    String before = page.substring(0, page.indexOf("<button class=\"btn wide\""));
    assertThat(before)
        .contains("Total: $29.00, " + plans.priceNote("USD") + ".")
        .contains("Once you start it, the right to withdraw ends.", "href=\"/refunds\"")
        .contains("href=\"/terms\"");
    assertThat(checkout("&currency=EUR"))
        .contains("Total: €27.00, " + plans.priceNote("EUR") + ".", "Go on to pay €27.00<")
        .doesNotContain("$29.00");
  }

  @Test
  void the_other_currencies_keep_plan_and_document() {
    assertThat(checkout("&item=" + Buyer.ITEM + "&page=1&currency=KWD"))
        .contains("KWD\u00a08.900")
        .contains("/checkout?currency=JPY&amp;item=hein.crs%2Fgovekfi0001&amp;page=1&amp;plan=24h");
  }
}

package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A reader without images, without scripts and without a mouse. */
class TextOnlyIT extends Story {
  @Test
  void a_reader_without_images_or_mouse_buys_reads_three_pages_as_text_and_extends() {
    try (Visit reader = reader(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
      reader.context.route("**/*", TextOnlyIT::noImages);
      Keyboard keys = new Keyboard(reader.page);
      reader.land(Visit.CONSTITUTION);
      choose(keys);
      fill(keys, reader.email);
      keys.to("input[name=begin][value=now]").press("Space");
      keys.to("input[name=consent]").press("Space");
      keys.to("main form button.btn.wide").enter("**/c/pay/**");
      pay(reader, keys);
      reader.page.waitForURL(demo.docserver() + "/doc/**");
      readThreePages(reader, keys);
      demo.clock().forward(Duration.ofMinutes(11)); // a second payment is no mistake any more
      keys.to("a:text-is('More time')").enter(demo.service() + "/checkout?**");
      fill(keys, reader.email);
      assertThat(reader.page.locator("input[name=begin][value=add]").isChecked())
          .as("the time goes to the pass that runs")
          .isTrue();
      keys.to("input[name=consent]").press("Space");
      keys.to("main form button.btn.wide").enter("**/c/pay/**");
      pay(reader, keys);
      demo.await(
          "48 hours in all",
          Duration.ofSeconds(60),
          () -> hoursOf(reader.email) == 48 && demo.ordersOf(reader.email) == 2);
    }
  }

  private static void choose(Keyboard keys) {
    keys.to("input[name=plan][value='24h']").press("Space");
    keys.to("button:text-is('Continue to checkout')").enter("**/checkout?**");
  }

  private static void fill(Keyboard keys, String email) {
    keys.to("input[name=email]").type(email);
  }

  private static void pay(Visit reader, Keyboard keys) {
    keys.to("input[name=number]").type(Visit.GOOD_CARD);
    keys.to("input[name=expiry]").type("12 / 34");
    keys.to("input[name=cvc]").type("123");
    keys.to("input[name=name]").type("R. Reader");
    if (reader.page.locator("input[name=line1]").count() > 0) {
      keys.to("input[name=line1]").type("1 Main Street");
      keys.to("input[name=city]").type("Springfield");
      keys.to("input[name=postal_code]").type("62701");
    }
    keys.to("button:text-matches('^Pay')").press("Enter");
    // Requests pass through noImages, which runs only while something of the browser is waited for.
    reader.page.waitForURL(url -> !url.contains("/c/pay/"));
  }

  private static void readThreePages(Visit reader, Keyboard keys) {
    keys.to("a:text-is('Read this page as text')").enter("**view=text**");
    Set<String> read = new HashSet<>();
    for (int page = 1; page <= 3; page++) {
      String text = reader.page.locator("section.plaintext").innerText();
      assertThat(text).contains("Machine-read text of page " + page + ".").hasSizeGreaterThan(300);
      assertThat(reader.page.title()).startsWith("Page " + page + " of ");
      read.add(text);
      if (page < 3) {
        keys.to("#page a[rel=next]").enter("**page=" + (page + 1) + "&view=text**");
      }
    }
    assertThat(read).hasSize(3);
    reader.screenshot("text-only");
  }

  private static void noImages(Route route) {
    if (route.request().resourceType().equals("image")) {
      route.abort();
    } else {
      route.resume();
    }
  }

  private long hoursOf(String email) {
    return demo.count(
        "select coalesce(max(extract(epoch from g.ends_at - g.starts_at) / 3600), 0)::bigint"
            + " from grants g join passes p on p.grant_id = g.id"
            + " join orders o on o.id = p.order_id where o.email = ?",
        email);
  }
}

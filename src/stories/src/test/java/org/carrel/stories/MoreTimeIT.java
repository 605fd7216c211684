package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.PlaywrightException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The time of a pass: added in place, counted down, told of, lost, and across changed clocks. */
class MoreTimeIT extends Story {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void a_reader_adds_time_in_the_viewer_comes_back_to_the_page_and_reads_beyond_the_old_end() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      Instant end = endOf(reader);
      // a second payment within ten minutes would be taken for a mistake
      demo.clock().forward(Duration.ofMinutes(11));
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION + "?page=2");
      reader.awaitPageImage();
      reader.link("More time").click();
      reader.page.waitForURL("**/checkout?**");
      assertThat(reader.text()).contains("Add 24 hours to my pass");
      assertThat(reader.page.locator("input[name=begin][value=add]").isChecked())
          .as("adding time is what is suggested")
          .isTrue();
      reader.screenshot("more-time-checkout");
      reader.addTime().pay(Visit.GOOD_CARD).awaitPageImage();
      assertThat(reader.page.url()).endsWith("/doc/" + Visit.CONSTITUTION + "?page=2");
      Instant then = end.plus(Duration.ofHours(24));
      assertThat(endOf(reader)).isEqualTo(then);
      assertThat(Instant.parse(reader.page.locator("[data-until]").getAttribute("data-until")))
          .as("the viewer counts to the new end")
          .isBetween(then.minusSeconds(1), then);
      assertThat(passesOf(reader)).as("passes").isEqualTo(1);
      reader.page.navigate(demo.service() + "/me");
      assertThat(reader.text()).contains("More time").contains("Times are in Europe/Berlin");
      reader.screenshot("more-time-me");

      forwardTo(end.plus(Duration.ofHours(1)));
      readsAgain(reader, 3);
      assertThat(told(reader, "ENDING_SOON")).as("the old end was never told").isZero();
      forwardTo(then.minus(Duration.ofMinutes(90)));
      assertThat(demo.mailTo(reader.email, "Your pass ends soon").text())
          .contains("Add time", "in Europe/Berlin, UTC+");
      forwardTo(then.plusSeconds(1));
      assertThat(demo.mailTo(reader.email, "Your pass has ended").text())
          .contains("WHAT NOW", "/me/receipts/");
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION + "?page=3");
      assertThat(reader.text()).contains("ended");
      assertThat(told(reader, "ENDING_SOON")).isEqualTo(1);
      assertThat(told(reader, "ENDED")).isEqualTo(1);
    }
  }

  @Test
  void a_pass_that_nobody_starts_is_remembered_once_and_told_when_it_lapsed() {
    try (Visit reader = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater().pay(Visit.GOOD_CARD);
      reader.page.waitForURL("**/checkout/success**");
      demo.mailTo(reader.email, "Receipt");
      demo.clock().forward(Duration.ofDays(27).plusMinutes(5));
      assertThat(demo.mailTo(reader.email, "Your pass waits to be started").text())
          .containsPattern(Pattern.quote(demo.service()) + "/a/[A-Za-z0-9_-]{22,}");
      demo.clock().forward(Duration.ofDays(3));
      assertThat(demo.mailTo(reader.email, "Your pass was not started in time").text())
          .contains("can no longer be used");
      assertThat(demo.passStateOf(reader.email)).isEqualTo("LAPSED");
      assertThat(told(reader, "REMINDER")).isEqualTo(1);
      assertThat(told(reader, "LAPSED")).isEqualTo(1);
    }
  }

  @Test
  void a_pass_across_a_change_of_the_clocks_lasts_its_hours_and_page_and_mail_name_both_offsets() {
    acrossTheNextChangeIn("Europe/Berlin");
    acrossTheNextChangeIn("America/New_York");
  }

  private void acrossTheNextChangeIn(String zone) {
    ZoneOffsetTransition change =
        ZoneId.of(zone)
            .getRules()
            .nextTransition(demo.clock().instant().plus(Duration.ofHours(13)));
    forwardTo(change.getInstant().minus(Duration.ofHours(12)));
    try (Visit reader = reader(new Browser.NewContextOptions().setTimezoneId(zone))) {
      reader.buyAndRead(Visit.CONSTITUTION);
      reader.page.navigate(demo.service() + "/pass/" + passOf(reader));
      reader.page.waitForFunction("() => document.body.innerText.includes('Times are in ')");
      assertThat(reader.text())
          .contains("Times are in " + zone)
          .contains(brief(change.getOffsetBefore()))
          .contains(brief(change.getOffsetAfter()));
      reader.screenshot("clock-change-" + zone.replace('/', '-'));
      assertThat(invoiceOf(reader))
          .contains("in " + zone + ", UTC" + change.getOffsetBefore().getId())
          .contains("24 hours exactly");
      assertThat(Duration.between(startOf(reader), endOf(reader))).isEqualTo(Duration.ofHours(24));
      forwardTo(endOf(reader).plusSeconds(1));
      assertThat(demo.mailTo(reader.email, "Your pass has ended").text())
          .contains("in " + zone + ", UTC" + change.getOffsetBefore().getId())
          .contains("in " + zone + ", UTC" + change.getOffsetAfter().getId());
    }
  }

  /** The text of the invoice's file, as this browser gets it. */
  private String invoiceOf(Visit reader) {
    String reference = demo.text("select reference from orders where email = ?", reader.email);
    return PdfText.of(reader, demo.service() + "/me/receipts/" + reference + "/invoice.pdf");
  }

  /** As pages write it: UTC+1, UTC-4. */
  private static String brief(ZoneOffset offset) {
    return "UTC"
        + (offset.getTotalSeconds() < 0 ? "-" : "+")
        + Math.abs(offset.getTotalSeconds() / 3600);
  }

  /** Document servers look at lists that are old by the clock again, within seconds. */
  private void readsAgain(Visit reader, int page) {
    demo.await(
        "page " + page + " after the clock moved",
        PATIENCE,
        () -> {
          reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION + "?page=" + page);
          return reader.page.locator(".facsimile").count() > 0;
        });
    try {
      reader.awaitPageImage();
    } catch (PlaywrightException e) {
      throw new AssertionError("no image of page " + page + " at " + reader.page.url(), e);
    }
  }

  private void forwardTo(Instant when) {
    Duration by = Duration.between(demo.clock().instant(), when);
    if (!by.isNegative()) {
      demo.clock().forward(by);
    }
  }

  private Instant startOf(Visit reader) {
    return instant("p.starts_at", reader);
  }

  private Instant endOf(Visit reader) {
    return instant("p.ends_at", reader);
  }

  private Instant instant(String column, Visit reader) {
    return Instant.parse(
        demo.text(
            "select to_char("
                + column
                + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from passes p"
                + " join orders o on o.id = p.order_id where o.email = ?",
            reader.email));
  }

  private String passOf(Visit reader) {
    return demo.text(
        "select p.id from passes p join orders o on o.id = p.order_id where o.email = ?",
        reader.email);
  }

  private long passesOf(Visit reader) {
    return demo.count(
        "select count(*) from passes p join orders o on o.id = p.order_id where o.email = ?",
        reader.email);
  }

  private long told(Visit reader, String kind) {
    return demo.count(
        "select count(*) from mails where recipient = ? and kind = ?", reader.email, kind);
  }
}

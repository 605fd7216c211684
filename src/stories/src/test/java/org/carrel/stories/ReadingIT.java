package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens while somebody reads: time ends, money goes back, tokens are renewed. */
class ReadingIT extends Story {
  @Test
  void when_time_is_over_the_reader_is_told_and_keeps_the_place() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      demo.clock().forward(Duration.ofHours(24));
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION + "?page=2");
      assertThat(reader.page.locator(".facsimile").count()).isZero();
      assertThat(reader.text()).contains("ended");
      assertThat(reader.page.locator("a[href*='id=2']").count())
          .as("a way back to the same page")
          .isPositive();
      demo.await(
          "the pass ENDED",
          Duration.ofSeconds(30),
          () -> demo.passStateOf(reader.email).equals("ENDED"));
    }
  }

  @Test
  void a_refund_stops_the_reading_within_5_seconds() {
    try (Visit reader = reader();
        Visit staff = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      staff.page.navigate(demo.service() + "/staff");
      Login.as(staff.page, "staff@carrel.example", "staff-pass-1");
      staff.page.locator("input[name=q]").fill(reader.email);
      staff.button("Find").click();
      staff.link("Refund in full").click();
      staff.page.locator("[name=reason]").fill("The reader bought the wrong document.");
      staff.page.locator("form[action$='/refund'] button").click();
      staff.page.waitForSelector(".notice.ok");
      demo.await(
          "the page image refused",
          Duration.ofSeconds(5),
          () -> reader.images(Visit.CONSTITUTION, 1) == 0);
      reader.page.reload();
      assertThat(reader.page.locator(".facsimile").count()).isZero();
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("REFUNDED");
      assertThat(demo.passStateOf(reader.email)).isEqualTo("REVOKED");
    }
  }

  @Test
  void thirty_images_across_a_renewal_are_all_served_by_one_refresh() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      long before = demo.tokensIssuedTo(reader.email);
      demo.clock().forward(Duration.ofMinutes(61));
      assertThat(reader.images(Visit.CONSTITUTION, 30)).as("images served").isEqualTo(30);
      assertThat(demo.tokensIssuedTo(reader.email) - before).as("tokens issued").isEqualTo(1);
    }
  }

  @Test
  void a_reader_without_images_or_mouse_reads_the_page_as_text() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      reader.page.navigate(demo.docserver() + "/text/1/" + Visit.CONSTITUTION);
      assertThat(reader.page.content()).contains("We the People");
    }
  }
}

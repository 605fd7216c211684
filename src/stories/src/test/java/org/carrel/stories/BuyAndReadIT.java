package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader comes from a search engine, buys, and reads. */
class BuyAndReadIT extends Story {
  @Test
  void a_reader_buys_24_hours_and_reads_at_once_though_the_webhook_is_30_s_late() {
    demo.sim().hold(Duration.ofSeconds(30));
    try (Visit reader = reader()) {
      reader.land(Visit.KAZAKHSTAN);
      reader.screenshot("1-landing");
      assertThat(reader.text()).contains("Kazakhstan", "hein.crs/govekfi0001");
      assertThat(demo.get(demo.docserver() + "/image/1/" + Visit.KAZAKHSTAN).statusCode())
          .as("no page image before payment")
          .isIn(401, 403);
      reader.choose("24h");
      reader.screenshot("2-checkout");
      reader.startNow();
      reader.fillCard(Visit.GOOD_CARD);
      reader.screenshot("3-payment");
      reader.payButton().click();
      reader.awaitPageImage();
      reader.screenshot("4-reading");
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("PAID");
      assertThat(demo.passStateOf(reader.email)).isEqualTo("ACTIVE");
      assertThat(demo.sim().held()).as("webhooks held back").isPositive();
    } finally {
      demo.sim().release();
    }
  }

  @Test
  void a_kept_pass_stays_ready_through_gets_a_prefetch_and_the_opened_mail_link() {
    try (Visit reader = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("48h").keepForLater().pay(Visit.GOOD_CARD);
      reader.page.waitForURL("**/checkout/success**");
      String link = demo.accessLinkTo(reader.email);
      List<String> urls = List.of(reader.page.url(), link);
      for (int i = 0; i < 5; i++) {
        for (String url : urls) {
          demo.get(url);
          demo.head(url);
          demo.prefetch(url);
        }
      }
      try (Visit other = reader()) {
        other.page.navigate(link);
        assertThat(other.text()).contains("48 hours");
      }
      assertThat(demo.passStateOf(reader.email)).isEqualTo("READY");
      assertThat(demo.devicesOf(reader.email)).as("devices in use").isLessThanOrEqualTo(1);
      reader.page.reload();
      reader.page.locator("input[name=consent]").check();
      reader.page.locator("main form button.btn").first().click();
      reader.awaitPageImage();
      assertThat(demo.passStateOf(reader.email)).isEqualTo("ACTIVE");
    }
  }

  @Test
  void the_mailed_link_opens_the_pass_on_a_second_device() {
    try (Visit reader = reader();
        Visit phone = reader()) {
      reader.buyAndRead(Visit.KAZAKHSTAN);
      String link = demo.accessLinkTo(reader.email);
      phone.page.navigate(link);
      phone.page.locator("main form button.btn").first().click();
      phone.page.waitForURL("**/pass/**");
      assertThat(phone.page.url()).doesNotContain(link.substring(link.lastIndexOf('/') + 1));
      phone.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION);
      phone.awaitPageImage();
    }
  }

  @Test
  void a_refused_card_charges_nothing_and_another_card_may_be_tried() {
    try (Visit reader = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("24h").startNow().pay(Visit.DECLINED_CARD);
      reader.page.waitForSelector("[role=alert]");
      assertThat(reader.text().toLowerCase()).contains("declined");
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("AWAITING");
      reader.pay(Visit.GOOD_CARD).awaitPageImage();
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("PAID");
    }
  }

  @Test
  void a_bank_that_asks_for_authentication_gets_it() {
    try (Visit reader = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("24h").startNow().pay(Visit.THREE_D_SECURE_CARD);
      reader.button("Complete authentication").click();
      reader.awaitPageImage();
      assertThat(demo.orderStateOf(reader.email)).isEqualTo("PAID");
    }
  }

  @Test
  void a_foreign_success_url_gives_nothing() {
    try (Visit reader = reader();
        Visit stranger = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("24h").keepForLater().pay(Visit.GOOD_CARD);
      reader.page.waitForURL("**/checkout/success**");
      stranger.page.navigate(reader.page.url());
      assertThat(stranger.text()).contains("link in your mail");
      stranger.page.navigate(demo.docserver() + "/doc/" + Visit.KAZAKHSTAN);
      assertThat(stranger.page.locator(".facsimile").count()).isZero();
      assertThat(demo.passStateOf(reader.email)).isEqualTo("READY");
    }
  }

  @Test
  void the_back_button_and_two_tabs_charge_once_for_what_was_paid_once() {
    try (Visit reader = reader()) {
      reader.land(Visit.KAZAKHSTAN).choose("24h").startNow();
      String payment = reader.page.url();
      com.microsoft.playwright.Page second = reader.context.newPage();
      second.navigate(payment);
      reader.pay(Visit.GOOD_CARD).awaitPageImage();
      second.reload();
      assertThat(second.locator("input[name=number]").count())
          .as("a paid session takes no second payment")
          .isZero();
      reader.page.goBack();
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION);
      reader.awaitPageImage();
      assertThat(demo.ordersOf(reader.email)).isEqualTo(1);
      assertThat(demo.sim().chargesTo(reader.email)).isEqualTo(1);
    }
  }
}

package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a pass includes is used once, whatever its reader reads it with. */
class CapsIT extends Story {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void downloads_stay_used_when_the_document_server_is_started_anew() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      assertThat(reader.downloads(demo.docserver(), Visit.CONSTITUTION, 6)).isEqualTo(6);
      demo.restartDocserver();
      reader.page.reload();
      assertThat(reader.awaitPageImage().page.content()).contains("(4 left)");
      assertThat(reader.downloads(demo.docserver(), Visit.CONSTITUTION, 5)).isEqualTo(4);
      reader.page.navigate(demo.docserver() + "/pdf/" + Visit.CONSTITUTION);
      assertThat(reader.text())
          .contains("downloaded as many documents as this pass includes")
          .contains("DOWNLOADS_USED");
      reader.screenshot("caps-downloads-used");
      reader.link("Read on screen").click();
      reader.awaitPageImage();
      awaitUsed("downloads_used", reader, 10);
    }
  }

  @Test
  void a_second_device_shares_the_downloads_of_the_first() {
    try (Visit reader = reader();
        Visit phone = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      assertThat(reader.downloads(demo.docserver(), Visit.CONSTITUTION, 7)).isEqualTo(7);
      phone.redeem(demo.accessLinkTo(reader.email));
      phone.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION);
      assertThat(phone.awaitPageImage().page.content()).contains("(3 left)");
      assertThat(phone.downloads(demo.docserver(), Visit.CONSTITUTION, 4)).isEqualTo(3);
      assertThat(reader.downloads(demo.docserver(), Visit.CONSTITUTION, 1)).isZero();
      awaitUsed("downloads_used", reader, 10);
    }
  }

  @Test
  void a_second_document_server_knows_after_one_report_interval_what_the_first_has_given() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.CONSTITUTION);
      assertThat(reader.downloads(demo.docserver(), Visit.CONSTITUTION, 7)).isEqualTo(7);
      awaitUsed("downloads_used", reader, 7);
      demo.clock().forward(INTERVAL);
      String second = demo.secondDocserver().toString();
      assertThat(reader.downloads(second, Visit.CONSTITUTION, 4)).isEqualTo(3);
      awaitUsed("downloads_used", reader, 10);
      demo.clock().forward(INTERVAL);
      reader.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION);
      assertThat(reader.downloads(demo.docserver(), Visit.CONSTITUTION, 1)).isZero();
      assertThat(used("downloads_used", reader)).isEqualTo(10);
    }
  }

  @Test
  void pages_are_counted_together_at_two_document_servers_and_the_reader_sees_what_remains()
      throws Exception {
    try (Visit reader = reader()) {
      new HttpBuyer(demo.smallShop(), reader.email).payFor("six", Visit.CONSTITUTION);
      reader.redeem(demo.accessLinkTo(reader.email)).start();
      for (int page = 1; page <= 3; page++) {
        open(reader, demo.docserver(), page);
      }
      assertThat(reader.text()).contains("3 pages left");
      awaitUsed("pages_used", reader, 3);
      demo.clock().forward(INTERVAL);
      for (int page = 4; page <= 6; page++) {
        open(reader, demo.secondDocserver().toString(), page);
      }
      assertThat(reader.text()).contains("0 pages left");
      awaitUsed("pages_used", reader, 6);
      demo.clock().forward(INTERVAL);
      open(reader, demo.docserver(), 7);
      assertThat(reader.text())
          .contains("read as many pages as this pass includes")
          .contains("PAGES_USED");
      reader.screenshot("caps-pages-used");
      open(reader, demo.docserver(), 3);
      assertThat(reader.page.locator(".facsimile").count()).as("an open page").isOne();
    }
  }

  private static void open(Visit reader, String server, int page) {
    reader.page.navigate(server + "/doc/" + Visit.CONSTITUTION + "?page=" + page);
  }

  private void awaitUsed(String what, Visit reader, long most) {
    demo.await(what + " " + most, PATIENCE, () -> used(what, reader) == most);
  }

  private long used(String what, Visit reader) {
    return demo.count(
        "select coalesce(max(a."
            + what
            + "), 0) from allowances a join passes p on p.grant_id = a.grant_id"
            + " join orders o on o.id = p.order_id where o.email = ?",
        reader.email);
  }
}

package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a pass includes is used once, whatever its reader reads it with. */
class CapsIT extends Story {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

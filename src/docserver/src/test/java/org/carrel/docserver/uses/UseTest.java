package org.carrel.docserver.uses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.carrel.docserver.Browser;
import org.carrel.docserver.Browser.Page;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.junit.jupiter.api.Test;

/** Pages and downloads are counted, limited and reported. */
@QuarkusTest
class UseTest extends DocserverTest {
  @Inject UseReports reports;

  @Test
  void pages_beyond_the_limit_are_refused_and_open_ones_stay_open() {
    TestPass pass = pass();
    pass.limits = Map.of("pg", 2);
    Browser browser = reading(pass, DECLARATION);
    assertThat(browser.load("/image/1/" + DECLARATION).status()).isEqualTo(200);
    assertThat(browser.visit("/doc/" + DECLARATION + "?page=2").text()).contains("0 pages left");
    assertThat(browser.load("/image/3/" + DECLARATION).status()).isEqualTo(403);
    assertThat(browser.load("/text/3/" + DECLARATION).status()).isEqualTo(403);
    Page page = browser.visit("/doc/" + DECLARATION + "?page=3");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("All pages of this pass are read").contains("PAGES_USED");
    assertThat(browser.load("/image/2/" + DECLARATION).status()).isEqualTo(200);
  }

  @Test
  void a_search_quotes_no_page_that_was_not_counted() {
    TestPass pass = pass();
    pass.limits = Map.of("pg", 2);
    Browser browser = reading(pass, DECLARATION);
    String page = browser.visit("/doc/" + DECLARATION + "?page=1&q=t*").text();
    String hits =
        page.substring(
            page.indexOf("<ol class=\"hits\">"),
            page.indexOf("</ol>", page.indexOf("<ol class=\"hits\">")));
    assertThat(hits).containsPattern("Page 1</b>…[^<]+<mark>[Tt][a-z]+</mark>");
    String other = browser.visit("/doc/" + DECLARATION + "?page=1&q=jury*").text();
    assertThat(other)
        .contains("1 place on 1 page")
        .contains("<mark>jury*</mark>")
        .doesNotContain("Trial by Jury");
    pass.limits = Map.of();
    Browser unlimited = reading(pass(), DECLARATION);
    assertThat(unlimited.visit("/doc/" + DECLARATION + "?page=1&q=jury*").text())
        .contains("<mark>Jury</mark>");
  }

  @Test
  void a_path_written_in_a_roundabout_way_is_counted_too() {
    TestPass pass = pass();
    pass.limits = Map.of("pg", 1);
    Browser browser = reading(pass, DECLARATION);
    for (String path :
        List.of(
            "/thumb/../image/3/",
            "/thumb/%2e%2e/image/3/",
            "//image/3/",
            "/imag%65/3/",
            "/thumb;/../image/3/",
            "/image;thumb/3/")) {
      assertThat(browser.load(path + DECLARATION).status()).as(path).isNotEqualTo(200);
    }
  }

  @Test
  void a_look_at_the_headers_uses_nothing_up() {
    TestPass pass = pass();
    pass.limits = Map.of("pg", 2, "dl", 1);
    Browser browser = reading(pass, DECLARATION);
    for (int page = 1; page <= 4; page++) {
      Page head = browser.head("/image/" + page + "/" + DECLARATION);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.bytes()).isEmpty();
    }
    browser.head("/pdf/" + DECLARATION);
    assertThat(browser.load("/image/2/" + DECLARATION).status()).isEqualTo(200);
    assertThat(browser.visit("/pdf/" + DECLARATION).status()).isEqualTo(200);
    assertThat(browser().head("/image/1/" + DECLARATION).status()).isEqualTo(401);
  }

  @Test
  void downloads_beyond_the_limit_are_refused_while_reading_goes_on() {
    TestPass pass = pass();
    pass.limits = Map.of("dl", 1);
    Browser browser = reading(pass, REPORT);
    assertThat(browser.visit("/doc/" + REPORT).text()).contains("(1 left)");
    assertThat(browser.visit("/pdf/" + REPORT).status()).isEqualTo(200);
    Page refused = browser.visit("/pdf/" + REPORT);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("All downloads of this pass are used");
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(200);
  }

  @Test
  void what_other_servers_have_used_up_is_heard_of_before_the_next_use() {
    TestPass pass = pass();
    pass.limits = Map.of("dl", 1_000);
    Browser browser = reading(pass, REPORT);
    clock.forward(Duration.ofSeconds(21));
    service.down = true;
    assertThat(browser.visit("/pdf/" + REPORT).status()).as("an outage").isEqualTo(200);
    service.down = false;
    pass.limits = Map.of("dl", 0);
    soon(() -> browser.visit("/pdf/" + REPORT).status() == 403);
    assertThat(pass.refreshes.get()).isEqualTo(1);
    assertThat(browser.visit("/doc/" + REPORT).text()).contains("(0 left)");
  }

  @Test
  void a_use_against_a_limit_is_reported_in_a_moment() {
    reports.send();
    TestPass pass = pass();
    pass.limits = Map.of("pg", 5);
    reading(pass, DECLARATION);
    soon(() -> service.reports.stream().anyMatch(report -> uses(report, pass) == 1));
  }

  @Test
  void a_pass_without_downloads_says_so() {
    TestPass pass = pass();
    pass.actions = List.of("read");
    Browser browser = reading(pass, REPORT);
    assertThat(browser.visit("/doc/" + REPORT).text()).doesNotContain("Download PDF");
    assertThat(browser.visit("/pdf/" + REPORT).status()).isEqualTo(403);
  }

  @Test
  void an_unconfirmed_report_is_sent_again_under_its_number_and_new_uses_under_the_next() {
    reports.send();
    service.reports.clear();
    TestPass pass = pass();
    service.refuseReports = true;
    Browser browser = reading(pass, DECLARATION);
    assertThat(reports.send()).isFalse();
    browser.load("/image/2/" + DECLARATION);
    browser.load("/image/3/" + DECLARATION);
    service.refuseReports = false;
    assertThat(reports.send()).isTrue();
    assertThat(reports.send()).isTrue();
    List<JsonNode> sent = List.copyOf(service.reports);
    assertThat(sent).hasSize(3);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
    assertThat(sent.get(2).get("report").asLong())
        .isEqualTo(sent.get(0).get("report").asLong() + 1);
    assertThat(sent.get(0).get("server").asText()).isEqualTo("docserver-1");
    assertThat(uses(sent.get(0), pass)).isEqualTo(1);
    assertThat(uses(sent.get(2), pass)).isEqualTo(2);
  }

  private static void soon(BooleanSupplier holds) {
    for (int i = 0; i < 100 && !holds.getAsBoolean(); i++) {
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }

  private static int uses(JsonNode report, TestPass pass) {
    for (JsonNode use : report.get("uses")) {
      if (use.get("sub").asText().equals(pass.sub)) {
        return use.get("pages").asInt();
      }
    }
    return 0;
  }
}

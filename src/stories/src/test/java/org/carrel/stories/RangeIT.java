package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.Proxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading through an institution's network, behind a real proxy. */
class RangeIT extends Story {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ELSEWHERE = "203.0.113.9";

  private Visit behind(CampusProxy proxy, Map<String, String> headers) {
    return reader(
        new Browser.NewContextOptions()
            .setProxy(new Proxy(proxy.url()))
            .setExtraHTTPHeaders(headers));
  }

  /** A change of ranges is live within two seconds; the page is asked for until then. */
  private void awaitAccess(Visit reader, Campus campus) {
    demo.await(
        "access through " + campus.name,
        SOON,
        () -> reader.land(Visit.CONSTITUTION).text().contains("You have access through"));
  }

  @Test
  void a_reader_in_the_range_reads_without_buying_until_they_leave_the_network() {
    try (CampusProxy network = new CampusProxy("198.51.100.7");
        Visit staff = reader();
        Visit reader = behind(network, Map.of())) {
      Campus campus =
          Campus.add(demo, staff, "Example University").vouchFor("198.51.100.0/24").give();
      staff.screenshot("range-staff");
      awaitAccess(reader, campus);
      assertThat(reader.text()).contains("You have access through Example University");
      assertThat(reader.button("Continue to checkout").count()).isZero();
      reader.screenshot("range-landing");
      reader.link("Read now").first().click();
      reader.awaitPageImage();
      reader.screenshot("range-reading");
      assertThat(reader.text()).contains("Through your institution").doesNotContain("More time");
      assertThat(reader.images(Visit.CONSTITUTION, 4)).isEqualTo(4);
      network.moveTo(ELSEWHERE);
      assertThat(reader.images(Visit.CONSTITUTION, 1)).as("outside").isZero();
      reader.page.reload();
      assertThat(reader.text()).contains("You left your institution’s network");
      reader.screenshot("range-left");
      reader.link("See the ways to read on").click();
      reader.page.waitForURL("**/d/**");
      assertThat(reader.text()).doesNotContain("Example University");
      reader.button("Continue to checkout").waitFor();
      network.moveTo("198.51.100.8");
      reader.land(Visit.CONSTITUTION).link("Read now").first().click();
      reader.awaitPageImage();
    }
  }

  @Test
  void a_renewal_after_leaving_the_network_ends_the_reading_and_ending_the_courtesy_does_too() {
    try (CampusProxy network = new CampusProxy("198.51.101.7");
        Visit staff = reader();
        Visit reader = behind(network, Map.of())) {
      Campus campus = Campus.add(demo, staff, "Example College").vouchFor("198.51.101.*").give();
      awaitAccess(reader, campus);
      reader.link("Read now").first().click();
      reader.awaitPageImage();
      demo.clock().forward(Duration.ofMinutes(16));
      assertThat(reader.images(Visit.CONSTITUTION, 4)).as("renewed").isEqualTo(4);
      campus.end();
      demo.await("the page image refused", SOON, () -> reader.images(Visit.CONSTITUTION, 1) == 0);
      reader.page.reload();
      assertThat(reader.text()).contains("Your institution’s access has ended");
      assertThat(reader.land(Visit.CONSTITUTION).text()).doesNotContain("Example College");
    }
  }

  @Test
  void a_forged_header_gives_no_institution() {
    String inside = "198.51.102.7";
    try (CampusProxy network = new CampusProxy(inside);
        CampusProxy outside = new CampusProxy(ELSEWHERE);
        Visit staff = reader();
        Visit reader = behind(network, Map.of());
        Visit forger = behind(outside, Map.of("X-Forwarded-For", inside))) {
      Campus campus = Campus.add(demo, staff, "Example Court").vouchFor("198.51.102.0/24").give();
      awaitAccess(reader, campus);
      forger.land(Visit.CONSTITUTION);
      assertThat(forger.text()).doesNotContain(campus.name);
      forger.page.navigate(demo.docserver() + "/doc/" + Visit.CONSTITUTION);
      forger.page.waitForURL("**/d/**");
      assertThat(forger.text()).doesNotContain(campus.name);
      HttpResponse<String> twoLines =
          Http.get(
              demo.service() + "/d/" + Visit.CONSTITUTION,
              "X-Forwarded-For",
              inside,
              "X-Forwarded-For",
              ELSEWHERE,
              "Forwarded",
              "for=" + inside);
      assertThat(twoLines.body()).doesNotContain(campus.name);
      assertThat(twoLines.headers().firstValue("Cache-Control")).hasValue("public, no-cache");
    }
  }
}

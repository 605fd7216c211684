package org.carrel.docserver.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.carrel.docserver.Browser;
import org.carrel.docserver.Browser.Page;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.junit.jupiter.api.Test;

/** Reading through an institution's network: as long as the reader is in it. */
@QuarkusTest
class NetworkTest extends DocserverTest {
  private static final String CAMPUS = "192.0.2.0/24";
  private static final String INSIDE = "192.0.2.7";
  private static final String OUTSIDE = "203.0.113.9";

  private Browser inside(TestPass institution) {
    service.reader = institution;
    Browser browser = browser();
    browser.forwardedFor = INSIDE;
    Page page = browser.open("/doc/" + REPORT);
    assertThat(page.status()).isEqualTo(200);
    return browser;
  }

  private TestPass campus() {
    return service.institution(CAMPUS, Duration.ofDays(30));
  }

  @Test
  void a_reader_in_the_network_reads_and_sees_no_clock_and_nothing_to_buy() {
    Browser browser = inside(campus());
    Page page = browser.visit("/doc/" + REPORT);
    assertThat(page.text())
        .contains("Through your institution")
        .doesNotContain("More time")
        .doesNotContain("Your pass");
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
  }

  @Test
  void leaving_the_network_asks_once_and_ends_the_reading_without_a_loop() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    int asked = service.authorizations.size();
    browser.forwardedFor = OUTSIDE;
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(403);
    Page page = browser.visit("/doc/" + REPORT);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text())
        .contains("You left your institution’s network")
        .contains("reason=OUTSIDE_NETWORK");
    assertThat(campus.refreshes).hasValue(1);
    assertThat(service.authorizations).hasSize(asked);
    browser.forwardedFor = INSIDE;
    assertThat(browser.open("/doc/" + REPORT).status()).as("back in the network").isEqualTo(200);
  }

  @Test
  void a_written_entry_before_the_proxys_own_is_no_evidence() {
    service.reader = campus();
    Browser browser = browser();
    browser.forwardedFor = INSIDE + ", " + OUTSIDE;
    assertThat(browser.open("/doc/" + REPORT).status()).isEqualTo(403);
    Browser reader = inside(campus());
    reader.forwardedFor = INSIDE + ", " + OUTSIDE;
    assertThat(reader.visit("/doc/" + REPORT).status()).isEqualTo(403);
  }

  @Test
  void a_reader_who_moves_within_the_institution_gets_a_token_for_the_other_network() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    campus.net = "198.51.100.0/24";
    browser.forwardedFor = "198.51.100.20";
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(200);
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
    assertThat(campus.refreshes).hasValue(1);
  }

  @Test
  void what_is_refused_to_one_address_is_not_refused_to_another() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    Browser elsewhere = browser();
    elsewhere.cookies.putAll(browser.cookies);
    elsewhere.forwardedFor = OUTSIDE;
    assertThat(elsewhere.load("/image/1/" + REPORT).status()).isEqualTo(403);
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(200);
  }

  @Test
  void a_session_taken_back_is_refused_though_the_grant_stands() throws Exception {
    TestPass campus = campus();
    Browser browser = inside(campus);
    campus.refuseRenewal = "NO_LICENSE";
    service.sessionStatus(campus, 1);
    Instant deadline = Instant.now().plusSeconds(20);
    while (browser.load("/image/1/" + REPORT).status() == 200) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(403);
  }

  @Test
  void a_token_lives_a_quarter_of_an_hour_and_its_renewal_states_the_address() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    clock.forward(Duration.ofMinutes(16));
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(200);
    assertThat(campus.refreshes).hasValue(1);
    campus.refuseRenewal = "INSTITUTION_ENDED";
    clock.forward(Duration.ofMinutes(16));
    Page page = browser.visit("/doc/" + REPORT);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("Your institution’s access has ended");
  }
}

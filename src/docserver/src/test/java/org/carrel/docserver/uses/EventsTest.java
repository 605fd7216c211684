package org.carrel.docserver.uses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.carrel.docserver.Browser;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.junit.jupiter.api.Test;

/** What the service is told of documents: each opening, each download, each refusal. */
@QuarkusTest
class EventsTest extends DocserverTest {
  private static final String CAMPUS = "192.0.2.0/24";
  private static final String INSIDE = "192.0.2.7";

  @Inject SendEvents sending;

  private Browser inside(TestPass campus) {
    service.reader = campus;
    Browser browser = browser();
    browser.forwardedFor = INSIDE;
    assertThat(browser.open("/doc/" + REPORT).status()).isEqualTo(200);
    return browser;
  }

  private TestPass campus() {
    return service.institution(CAMPUS, Duration.ofDays(30));
  }

  /** Kind and item of each event of a subject, sent by now. */
  private List<String> told(String sub) {
    send();
    return events(sub).stream()
        .map(event -> event.get("kind").asText() + " " + event.get("item").asText())
        .toList();
  }

  private List<JsonNode> events(String sub) {
    return service.events.stream().filter(event -> event.path("sub").asText().equals(sub)).toList();
  }

  /** The program's own clockwork may be sending at the same time. */
  private void send() {
    for (int i = 0; i < 100 && !sending.send(); i++) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  @Test
  void pages_turned_are_one_opening_until_half_an_hour_passes_without_one() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    browser.visit("/doc/" + REPORT + "?page=2");
    browser.load("/image/2/" + REPORT);
    browser.load("/thumb/3/" + REPORT);
    assertThat(told(campus.sub)).containsExactly("OPENED " + REPORT);
    clock.forward(Duration.ofMinutes(25));
    browser.visit("/doc/" + REPORT + "?page=3");
    clock.forward(Duration.ofMinutes(25));
    browser.visit("/doc/" + REPORT + "?page=4");
    assertThat(told(campus.sub)).as("reading on").hasSize(1);
    clock.forward(Duration.ofMinutes(31));
    browser.visit("/doc/" + REPORT + "?page=1");
    browser.visit("/doc/" + DECLARATION);
    assertThat(told(campus.sub))
        .containsExactly("OPENED " + REPORT, "OPENED " + REPORT, "OPENED " + DECLARATION);
    JsonNode event = events(campus.sub).get(0);
    assertThat(event.path("jti").asText()).isNotEmpty();
    assertThat(event.path("sid").asText()).isNotEmpty();
    assertThat(event.path("at").asLong()).isPositive();
    assertThat(event.toString()).as("no address").doesNotContain(INSIDE);
  }

  @Test
  void a_look_at_the_headers_is_nothing_and_each_download_is_one() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    assertThat(browser.head("/pdf/" + REPORT).status()).isEqualTo(200);
    browser.visit("/pdf/" + REPORT);
    browser.visit("/pdf/" + REPORT);
    assertThat(told(campus.sub))
        .containsExactly("OPENED " + REPORT, "DOWNLOADED " + REPORT, "DOWNLOADED " + REPORT);
  }

  @Test
  void a_person_who_is_refused_is_told_of_and_what_a_page_loads_is_not() {
    TestPass campus = campus();
    Browser browser = inside(campus);
    browser.forwardedFor = "203.0.113.9";
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(403);
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(403);
    assertThat(told(campus.sub)).containsExactly("OPENED " + REPORT, "REFUSED " + REPORT);
    TestPass pass = pass();
    pass.limits = Map.of("dl", 0);
    Browser limited = reading(pass, REPORT);
    assertThat(limited.visit("/pdf/" + REPORT).status()).isEqualTo(403);
    assertThat(told(pass.sub)).containsExactly("OPENED " + REPORT, "REFUSED " + REPORT);
  }

  @Test
  void who_is_refused_a_document_and_tries_again_is_told_of_once_in_half_an_hour() {
    TestPass pass = pass();
    pass.limits = Map.of("dl", 0);
    Browser limited = reading(pass, REPORT);
    for (int i = 0; i < 3; i++) {
      assertThat(limited.visit("/pdf/" + REPORT).status()).isEqualTo(403);
    }
    assertThat(told(pass.sub)).containsExactly("OPENED " + REPORT, "REFUSED " + REPORT);
    clock.forward(Duration.ofMinutes(31));
    assertThat(limited.visit("/pdf/" + REPORT).status()).isEqualTo(403);
    assertThat(told(pass.sub)).endsWith("REFUSED " + REPORT).hasSize(3);
  }

  @Test
  void what_the_service_does_not_confirm_comes_again_under_its_id() {
    send();
    TestPass campus = campus();
    service.refuseReports = true;
    inside(campus);
    assertThat(sending.send()).isFalse();
    assertThat(sending.send()).isFalse();
    service.refuseReports = false;
    send();
    assertThat(events(campus.sub)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(events(campus.sub).stream().map(event -> event.get("id").asText()).distinct())
        .hasSize(1);
    int told = events(campus.sub).size();
    send();
    assertThat(events(campus.sub)).as("confirmed").hasSize(told);
  }
}

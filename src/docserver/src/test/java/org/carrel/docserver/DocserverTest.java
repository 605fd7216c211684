package org.carrel.docserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import org.carrel.clock.MovableClock;
import org.junit.jupiter.api.AfterEach;

/** One running docserver with its surroundings, shared by all tests over HTTP. */
@QuarkusTestResource(Surroundings.class)
public abstract class DocserverTest {
  protected static final String REPORT = "hein.crs/govekfi0001";
  protected static final String DECLARATION = "us.declaration/declaration";

  protected TestService service;
  protected MovableClock clock;

  @Inject protected DocserverConfig config;

  protected Browser browser() {
    return new Browser(config.baseUrl().toString());
  }

  /** A browser whose reader has a new pass and opened the first page of a document with it. */
  protected Browser reading(TestPass pass, String handle) {
    service.reader = pass;
    Browser browser = browser();
    assertThat(browser.open("/doc/" + handle + "?page=1").status()).isEqualTo(200);
    return browser;
  }

  protected TestPass pass() {
    return service.pass(Duration.ofHours(24));
  }

  @AfterEach
  void calm() {
    service.down = false;
    service.refuseReports = false;
    service.slow = Duration.ZERO;
    service.slowAnswer = Duration.ZERO;
    service.slowReports = Duration.ZERO;
  }
}

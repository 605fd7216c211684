package org.carrel.docserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.carrel.docserver.Browser;
import org.carrel.docserver.Browser.Page;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.carrel.docserver.TestService;
import org.junit.jupiter.api.Test;

/** Reading on a computer that others use too. */
@QuarkusTest
class SharedComputerTest extends DocserverTest {
  private static final String LEAVE = "Leave this computer";

  private TestPass shared(String sid) {
    TestPass pass = pass();
    pass.sid = sid;
    pass.shared = true;
    return pass;
  }

  @Test
  void the_way_out_stands_on_every_page_and_only_on_a_shared_computer() {
    Browser browser = reading(shared("sid-of-pages"), REPORT);
    for (String path : new String[] {"/doc/" + REPORT, "/doc/none.such/one", "/signed-out"}) {
      assertThat(browser.visit(path).text()).as(path).contains(LEAVE);
    }
    assertThat(reading(pass(), REPORT).open("/doc/" + REPORT).text()).doesNotContain(LEAVE);
  }

  @Test
  void its_session_ends_with_the_browser_and_after_15_minutes_without_a_page() {
    Browser browser = browser();
    service.reader = shared("sid-of-idle");
    browser.open("/doc/" + REPORT);
    Page page = browser.visit("/doc/" + REPORT);
    assertThat(page.header("set-cookie").toString())
        .contains("__Host-carrel-docs=")
        .doesNotContainIgnoringCase("Max-Age")
        .doesNotContainIgnoringCase("Expires");
    clock.forward(Duration.ofMinutes(14));
    assertThat(browser.visit("/doc/" + REPORT).status()).as("a page keeps it open").isEqualTo(200);
    clock.forward(Duration.ofMinutes(14));
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(200);
    clock.forward(Duration.ofMinutes(15));
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(401);
    assertThat(browser.visit("/doc/" + REPORT).status()).as("asks the service").isEqualTo(303);
  }

  @Test
  void a_session_of_ones_own_does_not_end_by_being_idle() {
    Browser browser = reading(pass(), REPORT);
    clock.forward(Duration.ofMinutes(16));
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
  }

  @Test
  void the_service_hears_each_minute_that_somebody_reads_and_may_end_it() {
    TestPass pass = shared("sid-of-pulse");
    Browser browser = reading(pass, REPORT);
    browser.visit("/doc/" + REPORT);
    assertThat(pass.refreshes).hasValue(0);
    clock.forward(Duration.ofSeconds(61));
    browser.visit("/doc/" + REPORT);
    browser.visit("/doc/" + REPORT);
    assertThat(pass.refreshes).hasValue(1);
    pass.refuseRenewal = "NO_LICENSE";
    clock.forward(Duration.ofSeconds(61));
    assertThat(browser.load("/image/1/" + REPORT).status()).isIn(401, 403);
  }

  @Test
  void a_session_becomes_shared_when_the_service_says_so_at_a_renewal() {
    TestPass pass = pass();
    pass.sid = "sid-of-turning";
    Browser browser = reading(pass, REPORT);
    assertThat(browser.visit("/doc/" + REPORT).text()).doesNotContain(LEAVE);
    pass.shared = true;
    clock.forward(Duration.ofMinutes(60));
    browser.visit("/doc/" + REPORT);
    assertThat(browser.visit("/doc/" + REPORT).text()).contains(LEAVE);
  }

  @Test
  void leaving_revokes_closes_the_documents_and_goes_on_to_leave_the_service() {
    TestPass pass = shared("sid-of-leaving");
    Browser browser = reading(pass, REPORT);
    String token = browser.visit("/doc/" + REPORT).formToken();
    Map<String, String> before = Map.copyOf(browser.cookies);
    assertThat(browser.post("/leave", "form=guess").status()).isEqualTo(403);
    Page out = browser.post("/leave", "form=" + token, "Origin", config.baseUrl().toString());
    assertThat(out.location().toString())
        .isEqualTo(service.issuer() + "/leave?client=docserver&sid=sid-of-leaving");
    assertThat(browser.cookies).isEmpty();
    assertThat(pass.revocations).hasValue(1);
    Browser stolen = browser();
    stolen.cookies.putAll(before);
    assertThat(stolen.load("/image/1/" + REPORT).status()).isEqualTo(401);
  }

  @Test
  void the_service_sends_a_browser_here_that_was_left_there_and_nobody_else_can() {
    TestPass pass = shared("sid-of-service");
    Browser browser = reading(pass, REPORT);
    Page foreign = browser.visit("/leave?sid=guess&state=https://evil.example/");
    assertThat(foreign.location().toString()).isEqualTo(service.issuer() + "/left");
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
    Page left = browser.visit("/leave?sid=sid-of-service&state=abc.12.def");
    assertThat(left.location().toString()).startsWith(service.issuer() + "/left?");
    assertThat(TestService.query(left.location())).containsEntry("state", "abc.12.def");
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(401);
    assertThat(pass.revocations).hasValue(1);
  }
}

package org.carrel.docserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carrel.docserver.Browser;
import org.carrel.docserver.Browser.Page;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.carrel.docserver.uses.UseReports;
import org.junit.jupiter.api.Test;

/** An access token ends while somebody reads. */
@QuarkusTest
class RenewalTest extends DocserverTest {
  private static final Duration OVER_AN_HOUR = Duration.ofMinutes(61);

  @Inject UseReports reports;

  @Test
  void thirty_images_across_a_renewal_cause_one_refresh_and_are_all_served() throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, DECLARATION);
    clock.forward(OVER_AN_HOUR);
    service.slow = Duration.ofMillis(150);
    ExecutorService readers = Executors.newFixedThreadPool(30);
    List<Callable<Page>> loads = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String image = "/image/" + (i % 5 + 1) + "/" + DECLARATION;
      loads.add(() -> browser.load(image));
    }
    for (Future<Page> loaded : readers.invokeAll(loads)) {
      assertThat(loaded.get().status()).isEqualTo(200);
      assertThat(loaded.get().header("set-cookie")).isEmpty();
    }
    readers.shutdown();
    assertThat(pass.refreshes).hasValue(1);
    String old = browser.cookies.get("__Host-carrel-docs");
    assertThat(browser.visit("/doc/" + DECLARATION + "?page=2").status()).isEqualTo(200);
    assertThat(browser.cookies.get("__Host-carrel-docs")).isNotEqualTo(old);
    assertThat(pass.refreshes).hasValue(1);
  }

  @Test
  void a_refused_renewal_ends_access_at_once_and_says_why() {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    clock.forward(Duration.ofMinutes(59).plusSeconds(10));
    pass.refuseRenewal = "REVOKED";
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(403);
    Page page = browser.visit("/doc/" + REPORT + "?page=1");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text())
        .contains("This pass was taken back")
        .contains("/d/" + REPORT + "?id=1&amp;reason=REVOKED");
    assertThat(browser.cookies).isEmpty();
  }

  /** How the viewer states the end of a pass, to the second. */
  private static String until(TestPass pass) {
    return "data-until=\"" + Instant.ofEpochSecond(pass.end.getEpochSecond()) + "\"";
  }

  @Test
  void a_reader_who_added_time_sees_the_new_end_at_once_and_an_address_without_that_word() {
    TestPass pass = pass();
    Browser browser = reading(pass, DECLARATION);
    String before = until(pass);
    pass.end = pass.end.plus(Duration.ofHours(24));
    assertThat(browser.visit("/doc/" + DECLARATION + "?page=2").text()).contains(before);
    Page back = browser.visit("/doc/" + DECLARATION + "?page=2&fresh=1");
    assertThat(back.status()).isEqualTo(303);
    assertThat(back.location().toString()).endsWith("/doc/" + DECLARATION + "?page=2");
    assertThat(pass.refreshes).hasValue(1);
    assertThat(browser.visit("/doc/" + DECLARATION + "?page=2").text()).contains(until(pass));
    assertThat(pass.refreshes).hasValue(1);
  }

  @Test
  void a_grant_that_was_shortened_goes_on_with_another_token_and_nobody_is_sent_away()
      throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    service.status(pass, 1);
    pass.index = service.pass(Duration.ofHours(1)).index; // the next incarnation has its own entry
    pass.end = pass.end.minus(Duration.ofHours(12));
    Instant deadline = Instant.now().plusSeconds(20);
    while (pass.refreshes.get() == 0) {
      assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
    assertThat(browser.visit("/doc/" + REPORT).text()).contains(until(pass));
    assertThat(pass.refreshes).hasValue(1);
  }

  @Test
  void a_service_that_is_down_leaves_a_token_good_until_its_own_end() {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    service.down = true;
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
    clock.forward(Duration.ofMinutes(20));
    assertThat(browser.visit("/doc/" + REPORT).status()).isEqualTo(200);
    clock.forward(Duration.ofMinutes(41));
    Page page = browser.visit("/doc/" + REPORT);
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.text()).contains("We cannot check your pass at the moment");
    assertThat(browser.cookies).as("the session is kept").containsKey("__Host-carrel-docs");
    service.down = false;
    clock.forward(Duration.ofSeconds(30));
    assertThat(eventually(() -> browser.visit("/doc/" + REPORT).status(), 200)).isEqualTo(200);
  }

  @Test
  void a_renewal_does_not_wait_for_a_report_that_the_service_is_slow_to_take() throws Exception {
    reports.send();
    Browser browser = reading(pass(), REPORT);
    service.slowReports = Duration.ofMillis(2_500);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Boolean> report = background.submit(reports::send);
    Thread.sleep(200);
    clock.forward(OVER_AN_HOUR);
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
    assertThat(report.isDone()).as("the report is still under way").isFalse();
    assertThat(report.get()).isTrue();
    background.shutdown();
  }

  @Test
  void a_renewal_under_way_does_not_undo_a_sign_out() throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    Browser copy = browser();
    copy.cookies.putAll(browser.cookies);
    String form = "form=" + browser.visit("/doc/" + REPORT).formToken();
    clock.forward(OVER_AN_HOUR);
    service.slowAnswer = Duration.ofSeconds(1);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Page> image = background.submit(() -> copy.load("/image/1/" + REPORT));
    while (pass.refreshes.get() == 0) {
      Thread.sleep(20);
    }
    assertThat(browser.post("/sign-out", form).status()).isEqualTo(303);
    assertThat(image.get().status()).isEqualTo(401);
    assertThat(copy.load("/image/1/" + REPORT).status()).isEqualTo(401);
    background.shutdown();
  }

  private static int eventually(Callable<Integer> status, int wanted) {
    try {
      int last = status.call();
      for (int tries = 0; last != wanted && tries < 60; tries++) {
        Thread.sleep(200);
        last = status.call();
      }
      return last;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

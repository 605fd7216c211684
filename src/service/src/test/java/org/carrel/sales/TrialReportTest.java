package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.TrialSteps.id;
import static org.carrel.sales.TrialSteps.of;
import static org.carrel.sales.TrialSteps.state;
import static org.carrel.sales.TrialSteps.until;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.base.Ids;
import org.carrel.sales.TrialSteps.Campus;
import org.carrel.testing.Browser;
import org.carrel.testing.TestClock;
import org.carrel.usage.UsageEvent;
import org.carrel.usage.UsageEvents;
import org.carrel.usage.UsageKind;
import org.junit.jupiter.api.Test;

/** What was read in a trial: who is told, who may see it, and the click that asks for a quote. */
@QuarkusTest
class TrialReportTest {
  private static final String ITEM = "hein.crs/govekfi0001";

  @Inject TrialSteps steps;
  @Inject RunTrials running;
  @Inject UsageEvents events;

  @Test
  void at_the_end_the_librarian_gets_the_figures_and_one_click_asks_for_a_quote() {
    Campus campus = steps.campus();
    String ada = librarian(campus);
    String email = ada + "@login.example";
    steps.ask(RequestKind.TRIAL, "asker@" + campus.domain(), 1);
    String asker = "asker@" + campus.domain();
    read(campus, asker, 5);
    end(asker);
    Mail mail = steps.mail(email, "What was read in your trial");
    assertThat(mail.getText())
        .contains("Documents opened: 5", "Readers turned away: 1", "Sessions: 5")
        .contains("/institution/" + campus.institution().id() + "/trials/" + id(asker));
    assertThat(steps.mail(asker, "Your trial has ended").getText()).doesNotContain("opened: 5");

    Browser browser = new Browser(ada);
    String page = report(campus, asker);
    assertThat(browser.get(page).body())
        .contains("Documents opened</th><td class=\"n\">5", "/d/" + ITEM, "Ask for a quote")
        .doesNotContain(asker);
    assertThat(browser.get("/institution/" + campus.institution().id()).body()).contains(page);
    assertThat(steps.staff.get("/staff/trials/" + id(asker)).body())
        .contains("Documents opened</th><td class=\"n\">5");
    for (int i = 0; i < 2; i++) {
      String form = browser.get("/institution/" + campus.institution().id()).csrf();
      assertThat(browser.post(page + "/quote", Map.of("csrf", form)).location()).endsWith(page);
    }
    assertThat(browser.get(page).body()).contains("A quote is asked for");
    steps.mail(asker, "We have your request");
    assertThat(of(asker, "(select count(*) from requests q where q.email = r.email)"))
        .as("one trial, one quote")
        .isEqualTo("2");
    assertThat(of(asker, "(select q.state from requests q where q.id = t.quote_request_id)"))
        .isEqualTo("RECEIVED");
    assertThat(steps.mails(asker, "We have your request")).hasSize(1);
  }

  @Test
  void a_report_is_there_for_librarians_of_its_institution_and_nobody_else() {
    Campus campus = steps.campus();
    String asker = "asker@" + campus.domain();
    steps.ask(RequestKind.TRIAL, asker, 1);
    String own = librarian(campus);
    Campus elsewhere = steps.campus();
    String other = librarian(elsewhere);
    String page = report(campus, asker);
    assertThat(new Browser(own).get(page).status()).isEqualTo(200);
    Browser stranger = new Browser(other);
    assertThat(stranger.get(page).status()).isEqualTo(404);
    String through = "/institution/" + elsewhere.institution().id() + "/trials/" + id(asker);
    assertThat(stranger.get(through).status()).isEqualTo(404);
    String csrf = stranger.get("/institution/" + elsewhere.institution().id()).csrf();
    assertThat(stranger.post(page + "/quote", Map.of("csrf", csrf)).status()).isEqualTo(404);
    assertThat(stranger.post(through + "/quote", Map.of("csrf", csrf)).status()).isEqualTo(404);
    assertThat(of(asker, "t.quote_request_id")).isEqualTo("null");
  }

  @Test
  void who_asked_for_the_trial_asks_for_the_quote_on_the_private_page_and_sees_no_figures() {
    Campus campus = steps.campus();
    String asker = "asker@" + campus.domain();
    String link = steps.ask(RequestKind.TRIAL, asker, 1);
    read(campus, asker, 5);
    assertThat(steps.page(link)).contains("Ask for a quote").doesNotContain(ITEM);
    steps.press(link, "trial/quote");
    steps.press(link, "trial/quote");
    assertThat(of(asker, "(select count(*) from requests q where q.email = r.email)"))
        .isEqualTo("2");
    assertThat(steps.page(link)).contains("A quote is asked for");
    assertThat(steps.staff.get("/staff/trials/" + id(asker)).body())
        .contains("Nobody at the institution gets the report of use");
  }

  private static String report(Campus campus, String asker) {
    return "/institution/" + campus.institution().id() + "/trials/" + id(asker);
  }

  /** An account that is made librarian of an institution. */
  private String librarian(Campus campus) {
    String name = "lib" + Ids.random().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "0");
    new Browser(name).get("/me");
    steps.staff(
        "/staff/institutions/" + campus.institution().id() + "/people/librarians",
        Map.of("email", name + "@login.example"));
    return name;
  }

  /** So many sessions open a document, and the first is refused one. */
  private void read(Campus campus, String asker, int sessions) {
    String grant = of(asker, "t.grant_id");
    String holder = campus.institution().holder();
    for (int i = 0; i < sessions; i++) {
      String session = "s".repeat(42) + i;
      events.keep(
          List.of(
              new UsageEvent(
                  Ids.of("e"), TestClock.now(), UsageKind.OPENED, ITEM, grant, holder, session)));
    }
    String first = "s".repeat(42) + 0;
    events.keep(
        List.of(
            new UsageEvent(
                Ids.of("e"), TestClock.now(), UsageKind.REFUSED, ITEM, grant, holder, first)));
  }

  private void end(String asker) {
    Instant end =
        Instant.parse(
            of(asker, "to_char(t.ends_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"));
    TestClock.forward(Duration.between(TestClock.now(), end));
    until(
        "it ended",
        () -> {
          running.run();
          return state(asker).equals("ENDED");
        });
  }
}

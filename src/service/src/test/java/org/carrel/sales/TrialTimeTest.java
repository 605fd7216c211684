package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.TrialSteps.id;
import static org.carrel.sales.TrialSteps.of;
import static org.carrel.sales.TrialSteps.reads;
import static org.carrel.sales.TrialSteps.requestOf;
import static org.carrel.sales.TrialSteps.state;
import static org.carrel.sales.TrialSteps.terms;
import static org.carrel.sales.TrialSteps.today;
import static org.carrel.sales.TrialSteps.until;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.sales.TrialSteps.Campus;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

/** A trial's time: its first day, the reminders, its end to the second, and what comes after. */
@QuarkusTest
class TrialTimeTest {
  @Inject TrialSteps steps;
  @Inject RunTrials running;
  @Inject QuoteDesk quotes;
  @Inject AuditLog audit;

  @Test
  void reminders_come_once_and_at_the_end_access_stops_to_the_second() {
    Campus campus = steps.campus();
    String email = "ada@" + campus.domain();
    String link = steps.ask(RequestKind.TRIAL, email, 1);
    until("they read", () -> reads(campus));
    Instant end =
        Instant.parse(
            of(email, "to_char(t.ends_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"));
    assertThat(end.atZone(TrialSteps.ZONE).toLocalTime()).hasToString("00:00");
    forwardTo(end.minus(Duration.ofDays(7)));
    running.run();
    until("reminded", () -> steps.mails(email, "Your trial ends soon").size() == 1);
    running.run();
    forwardTo(end.minus(Duration.ofHours(20)));
    running.run();
    until("reminded again", () -> steps.mails(email, "Your trial ends soon").size() == 2);
    forwardTo(end.minusSeconds(60));
    running.run();
    assertThat(reads(campus)).isTrue();
    forwardTo(end);
    assertThat(reads(campus)).as("at its end").isFalse();
    assertThat(steps.page(link)).contains("Your trial has ended");
    until("written down", () -> isAfterRun(email, "ENDED"));
    running.run();
    steps.mail(email, "Your trial has ended");
    assertThat(steps.mails(email, "Your trial ends soon")).hasSize(2);
    assertThat(steps.mails(email, "Your trial has ended")).hasSize(1);
    assertThat(audit.of(id(email)))
        .extracting(AuditEntry::action)
        .containsExactly(
            "trial.requested",
            "trial.approved",
            "trial.started",
            "trial.ends_soon",
            "trial.ends_soon",
            "trial.ended");
    lateExtension(campus, email);
  }

  /** An ended trial runs again, to another end. */
  private void lateExtension(Campus campus, String email) {
    TestClock.forward(Duration.ofDays(3));
    LocalDate first = LocalDate.parse(of(email, "t.first_day::text"));
    assertThat(extend(email, today().minusDays(1)).status()).isEqualTo(422);
    assertThat(extend(email, first.plusDays(121)).status()).isEqualTo(422);
    assertThat(extend(email, today().plusDays(3)).location()).endsWith("?done=yes");
    assertThat(state(email)).isEqualTo("RUNNING");
    assertThat(reads(campus)).isTrue();
    steps.mail(email, "Your trial is extended");
    running.run();
    assertThat(steps.mails(email, "Your trial ends soon")).as("it ends soon anyway").hasSize(2);
    TestClock.forward(Duration.ofDays(4));
    assertThat(reads(campus)).isFalse();
    until("ended again", () -> isAfterRun(email, "ENDED"));
    until("told again", () -> steps.mails(email, "Your trial has ended").size() == 2);
  }

  @Test
  void a_trial_that_begins_later_gives_nothing_before_its_first_day() {
    Campus campus = steps.campus();
    String email = approvedFor(campus, today().plusDays(2));
    assertThat(state(email)).isEqualTo("APPROVED");
    assertThat(reads(campus)).isFalse();
    steps.mail(email, "Your trial is approved");
    running.run();
    assertThat(state(email)).isEqualTo("APPROVED");
    TestClock.forward(Duration.ofDays(2));
    until("begun", () -> isAfterRun(email, "RUNNING"));
    until("they read", () -> reads(campus));
    assertThat(of(email, "t.last_day - t.first_day")).as("ten whole days").isEqualTo("9");
  }

  @Test
  void a_trial_is_withdrawn_before_it_begins_and_not_after() {
    Campus campus = steps.campus();
    String email = approvedFor(campus, today().plusDays(2));
    String link = TrialSteps.link(steps.mail(email, "Your trial is approved"));
    assertThat(steps.page(link)).contains("Withdraw the trial");
    steps.press(link, "trial/withdraw");
    steps.press(link, "trial/withdraw");
    assertThat(state(email)).isEqualTo("WITHDRAWN");
    assertThat(steps.mail(email, "Your trial is withdrawn").getText()).contains("does not begin");
    String other = "bob@" + campus.domain();
    String runs = steps.ask(RequestKind.TRIAL, other, 1);
    steps.press(runs, "trial/withdraw");
    assertThat(state(other)).isEqualTo("RUNNING");
  }

  @Test
  void staff_extend_a_trial_that_runs_and_stop_it_at_once_with_a_reason() {
    Campus campus = steps.campus();
    String email = "ada@" + campus.domain();
    String link = steps.ask(RequestKind.TRIAL, email, 1);
    until("they read", () -> reads(campus));
    LocalDate last = LocalDate.parse(of(email, "t.last_day::text"));
    assertThat(extend(email, last).status()).isEqualTo(422);
    assertThat(extend(email, last.plusDays(10)).location()).endsWith("?done=yes");
    assertThat(of(email, "t.last_day::text")).isEqualTo(last.plusDays(10).toString());
    assertThat(of(email, "(select ends_at = t.ends_at from grants g where g.id = t.grant_id)"))
        .isEqualTo("t");
    assertThat(steps.act(email, "stop", Map.of("reason", "")).status()).isEqualTo(422);
    String reason = "Whole volumes were copied by a program.";
    assertThat(steps.act(email, "stop", Map.of("reason", reason)).location()).endsWith("=yes");
    assertThat(reads(campus)).isFalse();
    assertThat(steps.page(link)).contains("Your trial is stopped", reason);
    assertThat(steps.mail(email, "Your trial is stopped").getText()).contains(reason);
    assertThat(steps.act(email, "stop", Map.of("reason", reason)).location()).endsWith("=late");
    assertThat(extend(email, last.plusDays(20)).location()).endsWith("=late");
  }

  @Test
  void an_accepted_quote_makes_a_purchase_of_the_trial_and_what_runs_goes_on() {
    Campus campus = steps.campus();
    String email = "ada@" + campus.domain();
    steps.ask(RequestKind.TRIAL, email, 1);
    String other = "bob@" + campus.domain();
    steps.ask(RequestKind.TRIAL, other, 2);
    until("they read", () -> reads(campus));
    String quote = quotes.write(QuoteDesk.form(campus.institution().id(), email));
    quotes.act(QuoteDesk.STAFF, quote, "send");
    String offer = QuoteDesk.link(quotes.offer(email));
    quotes.click(quotes.asked(offer, email));
    assertThat(state(email)).isEqualTo("CONVERTED");
    assertThat(state(other)).as("nothing of it was bought").isEqualTo("RUNNING");
    assertThat(reads(campus)).isTrue();
  }

  private String approvedFor(Campus campus, LocalDate first) {
    String email = "ada@waits-" + campus.domain();
    steps.ask(RequestKind.TRIAL, email, 1);
    steps.staff(
        "/staff/requests/" + requestOf(email) + "/institution",
        Map.of("institution", campus.institution().id()));
    assertThat(steps.act(email, "approve", terms(first, 10, "")).location()).endsWith("=yes");
    return email;
  }

  private Page extend(String email, LocalDate last) {
    return steps.act(email, "extend", Map.of("last", last.toString()));
  }

  private boolean isAfterRun(String email, String state) {
    running.run();
    return state(email).equals(state);
  }

  private static void forwardTo(Instant when) {
    TestClock.forward(Duration.between(TestClock.now(), when));
  }
}

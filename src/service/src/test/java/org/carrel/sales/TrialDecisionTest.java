package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.TrialSteps.id;
import static org.carrel.sales.TrialSteps.of;
import static org.carrel.sales.TrialSteps.reads;
import static org.carrel.sales.TrialSteps.requestOf;
import static org.carrel.sales.TrialSteps.requestState;
import static org.carrel.sales.TrialSteps.state;
import static org.carrel.sales.TrialSteps.terms;
import static org.carrel.sales.TrialSteps.today;
import static org.carrel.sales.TrialSteps.until;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.RorId;
import org.carrel.sales.TrialSteps.Campus;
import org.carrel.testing.Browser.Page;
import org.junit.jupiter.api.Test;

/** Who decides on a trial, the rules or a person, and what its people then see. */
@QuarkusTest
class TrialDecisionTest {
  @Inject TrialSteps steps;

  @Test
  void a_confirmed_trial_of_a_known_network_begins_at_once() {
    Campus campus = steps.campus();
    String email = "ada@" + campus.domain();
    String link = steps.placed(RequestKind.TRIAL, email, 1);
    assertThat(state(email)).as("before the click").isEqualTo("null");
    steps.press(link, "confirm");
    steps.press(link, "confirm");
    assertThat(state(email)).isEqualTo("RUNNING");
    assertThat(requestState(email)).isEqualTo("ANSWERED");
    assertThat(steps.page(link)).contains("Your trial runs", "Your trial is approved");
    until("they read", () -> reads(campus));
    assertThat(steps.mail(email, "Your trial has begun").getText())
        .contains("both days included, in America/New_York");
    assertThat(steps.mails(email, "We have your request")).isEmpty();
    assertThat(steps.staff.get("/staff/trials").body()).contains(id(email));
    assertThat(steps.staff.get("/staff/institutions/" + campus.institution().id()).body())
        .contains(id(email));
    Page page = steps.staff.get("/staff/trials/" + id(email));
    assertThat(page.body()).contains("by config/trials.yaml", campus.net() + "0/24");
    assertThat(of(email, "t.last_day - t.first_day")).isEqualTo("30");
  }

  @Test
  void what_was_tried_less_than_a_year_ago_waits_for_a_person_and_another_collection_does_not() {
    Campus campus = steps.campus();
    steps.ask(RequestKind.TRIAL, "ada@" + campus.domain(), 1);
    String again = "bob@" + campus.domain();
    steps.ask(RequestKind.TRIAL, again, 1, 2);
    assertThat(state(again)).isEqualTo("REQUESTED");
    assertThat(of(again, "t.why_person")).contains("tried some of it before");
    String other = "eve@" + campus.domain();
    steps.ask(RequestKind.TRIAL, other, 2);
    assertThat(state(other)).isEqualTo("RUNNING");
  }

  @Test
  void of_two_confirmed_at_the_same_time_one_begins() throws Exception {
    Campus campus = steps.campus();
    List<String> mails = List.of("ada@" + campus.domain(), "bob@" + campus.domain());
    List<String> links =
        mails.stream().map(mail -> steps.placed(RequestKind.TRIAL, mail, 1)).toList();
    ExecutorService both = Executors.newFixedThreadPool(2);
    List<Future<Page>> clicks =
        links.stream().map(link -> both.submit(() -> steps.press(link, "confirm"))).toList();
    for (Future<Page> click : clicks) {
      assertThat(click.get().status()).isEqualTo(303);
    }
    both.shutdown();
    assertThat(mails.stream().map(TrialSteps::state))
        .containsExactlyInAnyOrder("RUNNING", "REQUESTED");
  }

  @Test
  void what_the_rules_do_not_know_waits_for_a_person_with_the_reason() {
    Campus bare = steps.campusWithoutRange();
    String strange = "ada@sub." + bare.domain();
    steps.ask(RequestKind.TRIAL, strange, 1);
    assertThat(of(strange, "t.why_person")).contains("in no domain");
    String unproven = "ada@" + bare.domain();
    steps.ask(RequestKind.TRIAL, unproven, 1);
    assertThat(of(unproven, "t.why_person")).contains("Nobody vouched");
    Campus large = steps.campusWithoutRange();
    steps.vouch(large, "2001:" + large.net().replace("198.18.", "").replace(".", "") + "00::/32");
    String many = "ada@" + large.domain();
    steps.ask(RequestKind.TRIAL, many);
    assertThat(of(many, "t.why_person")).contains("No collection is named");
    steps.ask(RequestKind.TRIAL, "bob@" + large.domain(), 1);
    assertThat(state("bob@" + large.domain())).as("as large as allowed").isEqualTo("REQUESTED");
    assertThat(of("bob@" + large.domain(), "t.why_person")).contains("larger than the rules");
  }

  @Test
  void what_reaches_the_networks_of_other_institutions_waits_for_a_person() {
    Campus whole = steps.campus();
    Campus part = steps.partOf(whole.institution().id());
    steps.vouch(part, part.net() + "0/24");
    String above = "ada@" + whole.domain();
    steps.ask(RequestKind.TRIAL, above, 1);
    assertThat(of(above, "t.why_person")).contains("has parts");
    String below = "ada@" + part.domain();
    steps.ask(RequestKind.TRIAL, below, 1);
    assertThat(of(below, "t.why_person")).contains("part of a larger one");
    assertThat(reads(part)).isFalse();
    link(above, whole);
    assertThat(steps.staff.get("/staff/trials/" + id(above)).body())
        .contains("From their networks everybody would read too", part.name());
    link(below, part);
    assertThat(steps.staff.get("/staff/trials/" + id(below)).body())
        .contains("is part of a larger one", whole.institution().id());
  }

  @Test
  void a_request_that_contradicts_what_is_known_waits_for_a_person() {
    Campus campus = steps.campus();
    DomainName own = new DomainName(campus.domain());
    DomainName other = new DomainName("other-" + campus.domain());
    RorId ror = RorId.parse("https://ror.org/00hx57361").orElseThrow();
    String domain = "ada@" + campus.domain();
    steps.press(steps.placed(RequestKind.TRIAL, domain, other, null, 1), "confirm");
    assertThat(of(domain, "t.why_person")).contains("names a ROR id or domain");
    String named = "bob@" + campus.domain();
    steps.press(steps.placed(RequestKind.TRIAL, named, own, ror, 1), "confirm");
    assertThat(of(named, "t.why_person")).contains("names a ROR id or domain");
    String right = "eve@" + campus.domain();
    steps.press(steps.placed(RequestKind.TRIAL, right, own, null, 1), "confirm");
    assertThat(state(right)).isEqualTo("RUNNING");
  }

  private void link(String email, Campus campus) {
    steps.staff(
        "/staff/requests/" + requestOf(email) + "/institution",
        Map.of("institution", campus.institution().id()));
  }

  @Test
  void staff_change_and_approve_what_was_asked_for_and_its_people_read_why() {
    Campus campus = steps.campus();
    String email = "ada@elsewhere-" + campus.domain();
    String link = steps.ask(RequestKind.TRIAL, email, 2);
    assertThat(steps.page(link)).contains("Your trial waits for a person");
    assertThat(steps.staff.get("/staff/trials/" + id(email)).body())
        .contains("First say whose it is", "in no domain");
    assertThat(steps.act(email, "approve", terms(today(), 10, "")).status()).isEqualTo(422);
    steps.staff(
        "/staff/requests/" + requestOf(email) + "/institution",
        Map.of("institution", campus.institution().id()));
    Page wrong = steps.act(email, "approve", terms(today().minusDays(1), 999, ""));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("or later.", "A trial has 1 to 120 days.");
    String note = "The other collection is not for trials, so this one.";
    Page done = steps.act(email, "approve", terms(today(), 10, note));
    assertThat(done.location()).endsWith("?done=yes");
    assertThat(steps.act(email, "approve", terms(today(), 10, "")).location())
        .as("twice")
        .endsWith("?done=late");
    assertThat(state(email)).isEqualTo("RUNNING");
    assertThat(requestState(email)).isEqualTo("ANSWERED");
    assertThat(of(email, "t.last_day - t.first_day")).isEqualTo("10");
    assertThat(steps.page(link)).contains(note, "Your trial runs");
    assertThat(steps.mail(email, "Your trial has begun").getText()).contains(note);
    until("they read", () -> reads(campus));
  }

  @Test
  void staff_decline_with_a_reason_that_its_people_read_and_the_request_with_it() {
    Campus campus = steps.campusWithoutRange();
    String email = "ada@" + campus.domain();
    String link = steps.ask(RequestKind.TRIAL, email, 1);
    assertThat(steps.act(email, "decline", Map.of("reason", "no")).status()).isEqualTo(422);
    String reason = "We have no way to tell your readers apart yet.";
    assertThat(steps.act(email, "decline", Map.of("reason", reason)).location())
        .endsWith("?done=yes");
    assertThat(state(email)).isEqualTo("DECLINED");
    assertThat(requestState(email)).isEqualTo("DECLINED");
    assertThat(steps.page(link)).contains(reason, "We cannot offer this trial");
    assertThat(steps.mail(email, "We cannot offer this trial").getText()).contains(reason);
    assertThat(steps.act(email, "approve", terms(today(), 10, "")).status()).isNotEqualTo(200);
    assertThat(state(email)).isEqualTo("DECLINED");
  }

  @Test
  void declining_or_withdrawing_the_request_takes_the_trial_with_it() {
    String one = "ada@" + steps.campusWithoutRange().domain();
    steps.ask(RequestKind.TRIAL, one, 1);
    steps.staff("/staff/requests/" + requestOf(one) + "/take", Map.of());
    steps.staff(
        "/staff/requests/" + requestOf(one) + "/decline", Map.of("reason", "Not in your country."));
    assertThat(state(one)).isEqualTo("DECLINED");
    String other = "ada@" + steps.campusWithoutRange().domain();
    String link = steps.ask(RequestKind.TRIAL, other, 1);
    steps.press(link, "withdraw");
    assertThat(state(other)).isEqualTo("WITHDRAWN");
    assertThat(steps.mails(other, "Your trial is withdrawn")).isEmpty();
    steps.mail(other, "Your request is withdrawn");
  }

  @Test
  void the_trial_beside_a_quote_begins_when_its_people_say_so_and_once() {
    Campus campus = steps.campus();
    String email = "ada@" + campus.domain();
    String link = steps.ask(RequestKind.BOTH, email, 1);
    assertThat(id(email)).isEqualTo("null");
    assertThat(steps.page(link)).contains("Ask for the trial now");
    steps.press(link, "trial");
    steps.press(link, "trial");
    assertThat(state(email)).isEqualTo("RUNNING");
    assertThat(requestState(email)).as("the quote is still to come").isEqualTo("RECEIVED");
    assertThat(steps.page(link)).contains("Your trial runs").doesNotContain("Ask for the trial");
    assertThat(steps.mails(email, "Your trial has begun").size()).isLessThanOrEqualTo(1);
    String quote = "bob@" + campus.domain();
    String alone = steps.ask(RequestKind.QUOTE, quote, 1);
    steps.press(alone, "trial");
    assertThat(id(quote)).as("nobody asked for a trial").isEqualTo("null");
  }
}

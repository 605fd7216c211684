package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.carrel.base.Window;
import org.carrel.sales.prices.Term;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows for an agreement at exact instants, and in whatever order things happen. */
class AgreementFactsTest {
  private static final Duration LEAST = Duration.ofNanos(1_000);
  private static final Window TERM = term("America/New_York");
  private static final Instant GRACE_END = TERM.end().plus(Duration.ofDays(90));
  private static final Instant UNPAID = TERM.start().plus(Duration.ofDays(120));

  private static Window term(String zone) {
    return new Term(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-12-31"))
        .in(ZoneId.of(zone));
  }

  private static AgreementFacts facts(@Nullable Instant unpaid, boolean renewing, boolean next) {
    return new AgreementFacts(TERM, GRACE_END, unpaid, renewing, next);
  }

  private static String walk(AgreementFacts facts, AgreementState from, Instant now) {
    List<String> states = new ArrayList<>(List.of(from.name()));
    AgreementState state = from;
    Optional<AgreementEvent> event = facts.next(state, now);
    while (event.isPresent()) {
      state = AgreementEvent.TABLE.move(state, event.get());
      states.add(state.name());
      event = facts.next(state, now);
    }
    return String.join(" ", states);
  }

  @Test
  void it_begins_at_the_first_instant_of_its_first_day_and_not_before() {
    AgreementFacts facts = facts(null, false, false);
    assertThat(walk(facts, AgreementState.SIGNED, TERM.start().minus(LEAST))).isEqualTo("SIGNED");
    assertThat(walk(facts, AgreementState.SIGNED, TERM.start())).isEqualTo("SIGNED IN_FORCE");
  }

  @Test
  void it_ends_at_the_first_instant_after_its_last_day_and_not_before() {
    AgreementFacts facts = facts(null, false, false);
    assertThat(walk(facts, AgreementState.IN_FORCE, TERM.end().minus(LEAST))).isEqualTo("IN_FORCE");
    assertThat(walk(facts, AgreementState.IN_FORCE, TERM.end())).isEqualTo("IN_FORCE ENDED");
  }

  @Test
  void only_the_end_of_payment_grace_suspends_and_payment_restores() {
    AgreementFacts owed = facts(UNPAID, false, false);
    assertThat(walk(owed, AgreementState.IN_FORCE, UNPAID.minus(LEAST))).isEqualTo("IN_FORCE");
    assertThat(walk(owed, AgreementState.IN_FORCE, UNPAID)).isEqualTo("IN_FORCE SUSPENDED");
    assertThat(walk(facts(null, false, false), AgreementState.SUSPENDED, UNPAID))
        .isEqualTo("SUSPENDED IN_FORCE");
  }

  @Test
  void signed_long_before_its_first_day_and_never_paid_it_is_suspended_when_it_begins() {
    AgreementFacts owed = facts(TERM.start().minus(LEAST), false, false);
    assertThat(walk(owed, AgreementState.SIGNED, TERM.start().minus(LEAST))).isEqualTo("SIGNED");
    assertThat(walk(owed, AgreementState.SIGNED, TERM.start()))
        .isEqualTo("SIGNED IN_FORCE SUSPENDED");
  }

  @Test
  void while_its_renewal_is_under_way_access_goes_on_until_renewal_grace_is_over() {
    AgreementFacts facts = facts(null, true, false);
    assertThat(walk(facts, AgreementState.IN_FORCE, TERM.end())).isEqualTo("IN_FORCE IN_GRACE");
    assertThat(walk(facts, AgreementState.IN_GRACE, GRACE_END.minus(LEAST))).isEqualTo("IN_GRACE");
    assertThat(walk(facts, AgreementState.IN_GRACE, GRACE_END)).isEqualTo("IN_GRACE ENDED");
    assertThat(walk(facts(null, false, false), AgreementState.IN_GRACE, TERM.end().plus(LEAST)))
        .as("the renewal is declined")
        .isEqualTo("IN_GRACE ENDED");
  }

  @Test
  void what_renews_it_takes_its_place_when_the_term_is_over_and_late_as_well() {
    AgreementFacts facts = facts(null, true, true);
    assertThat(walk(facts, AgreementState.IN_FORCE, TERM.end().minus(LEAST)))
        .as("opened early, the old term runs on")
        .isEqualTo("IN_FORCE");
    assertThat(walk(facts, AgreementState.IN_FORCE, TERM.end())).isEqualTo("IN_FORCE SUCCEEDED");
    for (String state : List.of("SUSPENDED", "IN_GRACE", "ENDED")) {
      assertThat(walk(facts, AgreementState.valueOf(state), TERM.end()))
          .isEqualTo(state + " SUCCEEDED");
    }
  }

  @Test
  void grace_of_a_renewal_shields_nobody_who_owes() {
    AgreementFacts owed = facts(UNPAID, true, false);
    assertThat(walk(owed, AgreementState.IN_GRACE, TERM.end())).isEqualTo("IN_GRACE SUSPENDED");
    assertThat(walk(owed, AgreementState.SUSPENDED, TERM.end())).isEqualTo("SUSPENDED");
    assertThat(walk(owed, AgreementState.SUSPENDED, GRACE_END)).isEqualTo("SUSPENDED ENDED");
    assertThat(walk(facts(null, true, false), AgreementState.SUSPENDED, TERM.end()))
        .as("paid in the grace")
        .isEqualTo("SUSPENDED IN_GRACE");
    assertThat(walk(facts(null, false, false), AgreementState.SUSPENDED, TERM.end()))
        .as("paid after the term, nothing follows")
        .isEqualTo("SUSPENDED ENDED");
  }

  @Test
  void access_is_led_on_before_the_term_ends_so_that_no_second_is_missing() {
    AgreementFacts facts = facts(null, true, false);
    Instant ahead = TERM.end().minus(AgreementFacts.AHEAD);
    assertThat(facts.accessEnd(AgreementState.IN_FORCE, ahead.minus(LEAST))).isEqualTo(TERM.end());
    assertThat(facts.accessEnd(AgreementState.IN_FORCE, ahead)).isEqualTo(GRACE_END);
    assertThat(facts(null, false, false).accessEnd(AgreementState.IN_FORCE, ahead))
        .isEqualTo(TERM.end());
    assertThat(facts(null, true, true).accessEnd(AgreementState.IN_FORCE, ahead))
        .isEqualTo(TERM.end());
  }

  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2027-01-01T05:00:00Z, 2028-01-01T05:00:00Z",
    "Pacific/Auckland, 2026-12-31T11:00:00Z, 2027-12-31T11:00:00Z",
    "UTC, 2027-01-01T00:00:00Z, 2028-01-01T00:00:00Z"
  })
  void days_are_those_of_the_zone(String zone, Instant start, Instant end) {
    assertThat(term(zone)).isEqualTo(new Window(start, end));
  }

  @ParameterizedTest
  @CsvSource({
    // the clocks change inside: the offset of the end is not that of the start
    "America/New_York, 2027-02-01, 2027-06-30, 2027-02-01T05:00:00Z, 2027-07-01T04:00:00Z",
    "Pacific/Auckland, 2027-02-01, 2027-06-30, 2027-01-31T11:00:00Z, 2027-06-30T12:00:00Z"
  })
  void a_term_with_a_clock_change_ends_with_its_last_day(
      String zone, LocalDate first, LocalDate last, Instant start, Instant end) {
    assertThat(new Term(first, last).in(ZoneId.of(zone))).isEqualTo(new Window(start, end));
  }

  @Test
  void in_whatever_order_things_happen_every_step_is_in_the_table_and_it_comes_to_rest() {
    Random random = new Random(20261124);
    for (int round = 0; round < 20_000; round++) {
      AgreementState from = AgreementState.values()[random.nextInt(AgreementState.values().length)];
      Instant now = TERM.start().plus(Duration.ofHours(random.nextInt(24 * 600) - 24 * 60));
      Instant unpaid =
          random.nextBoolean() ? null : now.plus(Duration.ofHours(random.nextInt(200) - 100));
      AgreementFacts facts = facts(unpaid, random.nextBoolean(), random.nextInt(4) == 0);
      String walked = walk(facts, from, now);
      String last = walked.substring(walked.lastIndexOf(' ') + 1);
      if (unpaid != null && !unpaid.isAfter(now)) {
        assertThat(last).as(walked).isNotIn("IN_FORCE", "IN_GRACE");
      }
      if (!now.isBefore(TERM.end())) {
        assertThat(last).as(walked).isNotIn("SIGNED", "IN_FORCE");
      }
    }
  }
}

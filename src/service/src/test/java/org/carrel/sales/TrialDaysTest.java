package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days of a trial: whole ones, where the institution is, over changes of its clocks. */
class TrialDaysTest {
  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2027-03-01, 2027-03-01T05:00:00Z, 2027-03-30, 2027-03-31T04:00:00Z",
    "America/New_York, 2027-10-20, 2027-10-20T04:00:00Z, 2027-11-18, 2027-11-19T05:00:00Z",
    "Pacific/Auckland, 2027-03-20, 2027-03-19T11:00:00Z, 2027-04-18, 2027-04-18T12:00:00Z",
    "Europe/Berlin, 2027-03-10, 2027-03-09T23:00:00Z, 2027-04-08, 2027-04-08T22:00:00Z"
  })
  void a_trial_that_begins_later_has_thirty_days_of_its_zone(
      String zone, LocalDate first, Instant start, LocalDate last, Instant end) {
    TrialDays days = TrialDays.from(first, 30, ZoneId.of(zone), start.minusSeconds(1));
    assertThat(days.last()).isEqualTo(last);
    assertThat(days.count()).isEqualTo(30);
    assertThat(days.window().start()).isEqualTo(start);
    assertThat(days.window().end()).isEqualTo(end);
  }

  @Test
  void a_first_day_that_began_comes_on_top() {
    ZoneId zone = ZoneId.of("America/Chicago");
    LocalDate first = LocalDate.of(2027, 1, 10);
    Instant midnight = first.atStartOfDay(zone).toInstant();
    assertThat(TrialDays.from(first, 30, zone, midnight).last()).isEqualTo("2027-02-09");
    TrialDays noon = TrialDays.from(first, 30, zone, midnight.plus(Duration.ofHours(12)));
    assertThat(noon.last()).isEqualTo("2027-02-09");
    assertThat(Duration.between(midnight.plus(Duration.ofHours(12)), noon.window().end()))
        .isGreaterThanOrEqualTo(Duration.ofDays(30));
  }

  @Test
  void a_trial_has_a_day_at_least() {
    LocalDate day = LocalDate.of(2027, 1, 10);
    ZoneId zone = ZoneId.of("Asia/Tokyo");
    assertThat(new TrialDays(day, day, zone).count()).isEqualTo(1);
    assertThatThrownBy(() -> new TrialDays(day, day.minusDays(1), zone))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_reminder_that_is_past_when_an_end_is_fixed_is_not_sent() {
    TrialRules rules = new TrialRules(true, 12, 1, 1, 30, 90, java.util.List.of(7, 1));
    Instant now = Instant.parse("2027-01-10T00:00:00Z");
    assertThat(rules.pastReminder(now.plus(Duration.ofDays(8)), now)).isNull();
    assertThat(rules.pastReminder(now.plus(Duration.ofDays(7)), now)).isEqualTo(7);
    assertThat(rules.pastReminder(now.plus(Duration.ofDays(1)), now)).isEqualTo(1);
  }
}

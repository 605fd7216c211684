package org.carrel.sales.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.carrel.base.Window;
import org.junit.jupiter.api.Test;

/** Terms are whole days, both inclusive, in the institution's zone. */
class TermTest {
  private static Term term(String first, String last) {
    return new Term(LocalDate.parse(first), LocalDate.parse(last));
  }

  @Test
  void west_of_utc_the_last_day_ends_at_its_own_midnight_although_the_clock_changed() {
    Window window = term("2027-01-15", "2027-07-14").in(ZoneId.of("America/Chicago"));
    assertThat(window.start()).isEqualTo(Instant.parse("2027-01-15T06:00:00Z"));
    assertThat(window.end()).isEqualTo(Instant.parse("2027-07-15T05:00:00Z"));
  }

  @Test
  void east_of_utc_the_first_day_begins_the_evening_before_although_the_clock_changed() {
    Window window = term("2027-08-01", "2027-12-31").in(ZoneId.of("Australia/Sydney"));
    assertThat(window.start()).isEqualTo(Instant.parse("2027-07-31T14:00:00Z"));
    assertThat(window.end()).isEqualTo(Instant.parse("2027-12-31T13:00:00Z"));
  }

  @Test
  void a_day_on_which_the_clock_goes_forward_has_23_hours_and_is_one_day() {
    Term day = term("2027-03-28", "2027-03-28");
    assertThat(day.in(ZoneId.of("Europe/Berlin")).length()).isEqualTo(Duration.ofHours(23));
    assertThat(day.years()).containsExactly(new Term.Year(1, 1, 366));
  }

  @Test
  void a_zone_in_which_a_day_does_not_begin_at_midnight_still_has_whole_days() {
    Window window = term("2018-11-03", "2018-11-04").in(ZoneId.of("America/Sao_Paulo"));
    assertThat(window.length()).isEqualTo(Duration.ofHours(47));
  }

  @Test
  void years_run_from_anniversary_to_anniversary() {
    assertThat(term("2027-09-01", "2030-02-28").years())
        .containsExactly(
            new Term.Year(1, 366, 366), new Term.Year(2, 365, 365), new Term.Year(3, 181, 365));
  }

  @Test
  void a_term_has_a_day_or_more_and_at_most_ten_years() {
    assertThat(term("2027-01-01", "2036-12-31").wholeYears()).isEqualTo(10);
    assertThatThrownBy(() -> term("2027-01-01", "2037-01-01"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> term("2027-01-02", "2027-01-01"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

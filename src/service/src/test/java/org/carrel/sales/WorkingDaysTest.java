package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:00:00Z,2,2026-11-25T10:00:00Z", // from a Monday
    "2026-11-26T10:00:00Z,2,2026-11-30T10:00:00Z", // over a weekend
    "2026-11-28T23:59:59Z,1,2026-11-30T23:59:59Z", // from a Saturday
    "2026-11-29T00:00:00Z,5,2026-12-04T00:00:00Z", // from a Sunday
    "2026-11-27T08:00:00Z,0,2026-11-27T08:00:00Z"
  })
  void saturdays_and_sundays_do_not_count(Instant from, int days, Instant due) {
    assertThat(WorkingDays.after(from, days)).isEqualTo(due);
  }
}

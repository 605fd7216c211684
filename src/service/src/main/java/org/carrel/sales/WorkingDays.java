package org.carrel.sales;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;

/** Days on which somebody answers: Monday to Friday, by UTC. */
final class WorkingDays {
  private static final Set<DayOfWeek> FREE = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private WorkingDays() {}

  /** The same time of day, so many working days later. */
  static Instant after(Instant from, int days) {
    ZonedDateTime day = from.atZone(ZoneOffset.UTC);
    for (int left = days; left > 0; left -= FREE.contains(day.getDayOfWeek()) ? 0 : 1) {
      day = day.plusDays(1);
    }
    return day.toInstant();
  }
}

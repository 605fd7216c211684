package org.carrel.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.carrel.base.Window;

/**
 * The days of a trial, both inside, in the institution's zone.
 *
 * @param first the first day; of one that began the rest
 * @param last the last day with access
 */
public record TrialDays(LocalDate first, LocalDate last, ZoneId zone) {
  public TrialDays {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("the last day is before the first");
    }
  }

  /** So many whole days: a first day that began already comes on top. */
  static TrialDays from(LocalDate first, int days, ZoneId zone, Instant now) {
    boolean began = !first.atStartOfDay(zone).toInstant().isAfter(now);
    return new TrialDays(first, first.plusDays(began ? days : days - 1L), zone);
  }

  /** From the first instant of the first day to the first instant after the last one. */
  Window window() {
    return new Window(
        first.atStartOfDay(zone).toInstant(), last.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** How many days there are, the first and the last among them. */
  public long count() {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }

  TrialDays until(LocalDate otherLast) {
    return new TrialDays(first, otherLast, zone);
  }
}

package org.carrel.sales.prices;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carrel.base.Window;

/**
 * A term in whole days, both of its ends inside.
 *
 * @param first the first day
 * @param last the last day, not before the first
 */
public record Term(LocalDate first, LocalDate last) {
  /** The longest term that is priced, in years. */
  public static final int MOST_YEARS = 10;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  public Term {
    if (last.isBefore(first) || last.isAfter(first.plusYears(MOST_YEARS).minusDays(1))) {
      throw new IllegalArgumentException("a term has a day or more and at most ten years");
    }
  }

  /**
   * A year of a term, or what the term has of it.
   *
   * @param number 1 for the first
   * @param days how many of its days are in the term
   * @param of how many days it has, from one anniversary to the next
   */
  public record Year(int number, long days, long of) {
    public boolean isWhole() {
      return days == of;
    }
  }

  /** The years from the first day on; the last one may be a part. */
  public List<Year> years() {
    LocalDate end = last.plusDays(1);
    List<Year> years = new ArrayList<>();
    for (int past = 0; first.plusYears(past).isBefore(end); past++) {
      LocalDate from = first.plusYears(past);
      LocalDate next = first.plusYears(past + 1L);
      LocalDate until = next.isBefore(end) ? next : end;
      years.add(
          new Year(
              past + 1, ChronoUnit.DAYS.between(from, until), ChronoUnit.DAYS.between(from, next)));
    }
    return years;
  }

  /** How many whole years it has. */
  public int wholeYears() {
    return (int) years().stream().filter(Year::isWhole).count();
  }

  /** The term that follows this one at once: as many whole years, or one. */
  public Term next() {
    LocalDate begin = last.plusDays(1);
    return new Term(begin, begin.plusYears(Math.max(1, wholeYears())).minusDays(1));
  }

  /** From the first instant of the first day to the first instant after the last one. */
  public Window in(ZoneId zone) {
    return new Window(
        first.atStartOfDay(zone).toInstant(), last.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** A day as papers say it. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  @Override
  public String toString() {
    return day(first) + " to " + day(last) + ", both days included";
  }
}

package org.carrel.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date as exact as it is known: a year, a month or a day.
 *
 * @param value {@code 2023}, {@code 2023-01} or {@code 2023-01-11}
 */
public record PartialDate(String value) {
  private static final Pattern SHAPE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  public PartialDate {
    if (!SHAPE.matcher(value).matches() || value.startsWith("0000")) {
      throw new IllegalArgumentException("a date is 2023, 2023-01 or 2023-01-11");
    }
    try {
      if (value.length() == 7) {
        YearMonth.parse(value);
      } else if (value.length() == 10) {
        LocalDate.parse(value);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such day: " + value);
    }
  }

  /** The date in {@code value}, or nothing where it is none. */
  public static Optional<PartialDate> parse(String value) {
    try {
      return Optional.of(new PartialDate(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public int year() {
    return Integer.parseInt(value.substring(0, 4));
  }

  /** With slashes, as citation meta tags have it: {@code 2023/01/11}. */
  public String slashed() {
    return value.replace('-', '/');
  }

  /** As people write it: {@code January 11, 2023}, {@code January 2023}, {@code 2023}. */
  @Override
  public String toString() {
    return switch (value.length()) {
      case 10 -> LocalDate.parse(value).format(DAY);
      case 7 -> YearMonth.parse(value).format(MONTH);
      default -> value;
    };
  }
}

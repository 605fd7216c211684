package org.carrel.web;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times on pages. The server writes UTC and names it; {@code assets/times.js} refreshes each {@code
 * time} element into the reader's own zone, with its offset named.
 */
@TemplateExtension(namespace = "when")
public class Times {
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("EEE d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** With the offset that the zone has at that instant. */
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE d MMMM, HH:mm 'in' VV, 'UTC'xxx", Locale.ENGLISH);

  private Times() {}

  /** {@code when:at(when)}: Tue 24 November 2026, 20:14 UTC, to be shown in the reader's zone. */
  public static RawString at(Instant when) {
    return element(when, "at", LONG);
  }

  /** {@code when:exact(when)}: 24 Nov 2026, 20:14:02 UTC, for histories. */
  public static RawString exact(Instant when) {
    return element(when, "exact", SECONDS);
  }

  /** {@code when:day(when)}: 24 Nov 2026, for tables. */
  public static RawString day(Instant when) {
    return element(when, "day", DAY);
  }

  /** {@code when:text(when)}: the text of {@link #at} alone, for mail. */
  public static String text(Instant when) {
    return LONG.format(when);
  }

  /**
   * {@code when:text(when, zone)}: Tue 24 November 2026, 20:14 UTC (Tue 24 November, 21:14 in
   * Europe/Berlin, UTC+01:00), for mail; without a zone UTC alone.
   */
  public static String text(Instant when, Optional<ZoneId> zone) {
    return zone.map(known -> text(when) + " (" + LOCAL.format(when.atZone(known)) + ")")
        .orElseGet(() -> text(when));
  }

  /** The zone with this name, as browsers tell it; empty where there is none. */
  public static Optional<ZoneId> zone(@Nullable String name) {
    return Optional.ofNullable(name).filter(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of);
  }

  /** {@code when:span(length)}: 6 h 12 min; days from 48 hours on; never less than 1 min. */
  public static String span(Duration length) {
    long minutes = Math.max(1, length.toMinutes());
    if (minutes >= 48 * 60) {
      return join(minutes / 1440 + " days", minutes % 1440 / 60, " h");
    }
    return minutes < 60 ? minutes + " min" : join(minutes / 60 + " h", minutes % 60, " min");
  }

  private static String join(String large, long small, String unit) {
    return small == 0 ? large : large + " " + small + unit;
  }

  private static RawString element(Instant when, String form, DateTimeFormatter format) {
    return new RawString(
        "<time datetime=\""
            + when
            + "\" data-form=\""
            + form
            + "\">"
            + format.format(when)
            + "</time>");
  }
}

package org.carrel.docserver.web;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times on pages. The server writes UTC and names it; {@code assets/times.js} shows each {@code
 * time} element in the reader's own zone.
 */
@TemplateExtension(namespace = "when")
public class Times {
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("EEE d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** {@code when:at(when)}: Tue 24 November 2026, 20:14 UTC, to be shown in the reader's zone. */
  public static RawString at(Instant when) {
    String text = LONG.format(when);
    return new RawString("<time datetime=\"" + when + "\" data-form=\"at\">" + text + "</time>");
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
}

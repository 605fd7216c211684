package org.carrel.invoices;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/** The times of an invoice in the buyer's zone, else in UTC; each names its zone and offset. */
final class PaperTimes {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** With the offset that the zone has at that instant. */
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'in' VV, 'UTC'xxx", Locale.ENGLISH);

  private PaperTimes() {}

  /** When it was paid, and what is fixed of the time that was bought. */
  static List<Paper.Fact> of(Draft sale) {
    List<Paper.Fact> facts = new ArrayList<>();
    Draft.Time time = sale.time();
    String zone = time == null ? null : time.zone();
    facts.add(new Paper.Fact("Paid at", at(sale.paidAt(), zone)));
    if (time == null) {
      return facts;
    }
    Window window = time.window();
    if (window != null) {
      facts.add(new Paper.Fact("Access from", at(window.start(), zone)));
      facts.add(new Paper.Fact("Access until", at(window.end(), zone)));
    }
    String length = time.length().toHours() + " hours exactly";
    facts.add(new Paper.Fact("Length of access", length + ", also where the clocks change"));
    return facts;
  }

  private static String at(Instant when, @Nullable String zone) {
    return zone == null ? UTC.format(when) : LOCAL.format(when.atZone(ZoneId.of(zone)));
  }
}

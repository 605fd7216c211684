package org.carrel.base;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Now, as exactly as the database keeps it: what is shown after writing is what is read later. */
public final class Micros {
  private Micros() {}

  /** The clock's instant without what is below a microsecond. */
  public static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

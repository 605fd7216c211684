package org.carrel.institutions;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** How large an institution is, by its full-time students and staff; prices go by it. */
public enum FteBand {
  UNDER_1000(0, "Under 1,000"),
  FROM_1000(1_000, "1,000 to 4,999"),
  FROM_5000(5_000, "5,000 to 14,999"),
  FROM_15000(15_000, "15,000 to 29,999"),
  FROM_30000(30_000, "30,000 or more");

  private final int least;
  private final String label;

  FteBand(int least, String label) {
    this.least = least;
    this.label = label;
  }

  /** The band of an institution with so many full-time students and staff, 0 or more. */
  public static FteBand of(int fte) {
    return Arrays.stream(values())
        .filter(band -> band.least <= fte)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalArgumentException("nobody counts " + fte + " people"));
  }

  /** The band with this name, as forms send it; nothing for any other text. */
  public static Optional<FteBand> named(String name) {
    return Arrays.stream(values()).filter(band -> band.name().equals(name)).findFirst();
  }

  /** As pages say it. */
  public String label() {
    return label;
  }
}

package org.carrel.access;

import org.jspecify.annotations.Nullable;

/**
 * How much a grant gives over its whole life.
 *
 * @param pages pages at most, null for no limit
 * @param downloads downloads at most, null for no limit
 */
public record Limits(@Nullable Integer pages, @Nullable Integer downloads) {
  public static final Limits NONE = new Limits(null, null);

  public Limits {
    if (pages != null && pages < 0 || downloads != null && downloads < 0) {
      throw new IllegalArgumentException("a limit is no less than 0");
    }
  }
}

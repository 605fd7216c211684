package org.carrel.base;

import java.time.Duration;
import java.time.Instant;

/**
 * A half-open window of time: {@code start} is inside, {@code end} is not.
 *
 * @param start first instant inside
 * @param end first instant after it; later than {@code start}
 */
public record Window(Instant start, Instant end) {
  public Window {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("a window ends after it starts, not " + start + "/" + end);
    }
  }

  /** The window of exactly {@code length} from {@code start}. */
  public static Window of(Instant start, Duration length) {
    return new Window(start, start.plus(length));
  }

  public boolean contains(Instant when) {
    return !when.isBefore(start) && when.isBefore(end);
  }

  public Duration length() {
    return Duration.between(start, end);
  }
}

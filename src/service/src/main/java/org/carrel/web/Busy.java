package org.carrel.web;

import java.time.Duration;

/** 503: there is no room for this just now; answered with {@code Retry-After}. */
public class Busy extends Problem {
  private static final long serialVersionUID = 1L;

  private final Duration wait;

  /**
   * @param title one human sentence without a full stop: what there is too much of
   * @param wait after which time it is worth another try
   */
  public Busy(String title, Duration wait) {
    super(503, "busy", title, "Please try again in a moment.");
    this.wait = wait;
  }

  Duration untilNext() {
    return wait;
  }
}

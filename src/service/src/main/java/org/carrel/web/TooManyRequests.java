package org.carrel.web;

import java.time.Duration;

/** A limit of {@link RateLimits} is used up. */
public class TooManyRequests extends Problem {
  private static final long serialVersionUID = 1L;

  private final Duration wait;

  TooManyRequests(Duration wait) {
    super(
        429,
        "too-many-requests",
        "Too many requests from your network",
        "Nothing was changed. Please try again in " + Times.span(wait) + ".");
    this.wait = wait;
  }

  /** How long until one more request is allowed. */
  Duration untilNext() {
    return wait;
  }
}

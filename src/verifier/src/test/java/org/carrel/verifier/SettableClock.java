package org.carrel.verifier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is moved. */
class SettableClock extends Clock {
  private final AtomicLong millis;

  SettableClock(Instant start) {
    this.millis = new AtomicLong(start.toEpochMilli());
  }

  void forward(Duration by) {
    millis.addAndGet(by.toMillis());
  }

  void set(Instant time) {
    millis.set(time.toEpochMilli());
  }

  long seconds() {
    return millis.get() / 1000;
  }

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}

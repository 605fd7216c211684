package org.carrel.stripesim;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carrel.clock.MovableClock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The simulator's time: real time, or the movable clock that a whole demo shares. */
@Singleton
public class SimTime {
  private final Clock clock;

  SimTime(@ConfigProperty(name = "carrel.clock-file") Optional<Path> file) {
    clock = file.<Clock>map(MovableClock::open).orElseGet(Clock::systemUTC);
  }

  public Instant now() {
    return clock.instant();
  }

  /** Whole seconds since 1970, as Stripe writes times. */
  public long seconds() {
    return now().getEpochSecond();
  }

  public boolean movable() {
    return clock instanceof MovableClock;
  }

  /** How far this clock is ahead of real time. */
  public Duration ahead() {
    return clock instanceof MovableClock movable ? movable.ahead() : Duration.ZERO;
  }

  /**
   * Moves the shared clock forward.
   *
   * @return the time after the move
   * @throws IllegalStateException if no clock file is configured
   */
  public Instant forward(Duration by) {
    if (clock instanceof MovableClock movable) {
      return movable.forward(by);
    }
    throw new IllegalStateException("no carrel.clock-file is configured: this clock stays real");
  }
}

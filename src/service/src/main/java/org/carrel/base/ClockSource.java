package org.carrel.base;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.carrel.clock.MovableClock;

/** The one source of time: the system's clock in UTC, or the movable one of a demo. */
@ApplicationScoped
class ClockSource {
  @Produces
  @Singleton
  Clock clock(DemoConfig config) {
    if (config.clockFile().isEmpty()) {
      return Clock.systemUTC();
    }
    if (!config.demo()) {
      throw new IllegalStateException(
          "carrel.clock-file: the movable clock belongs to the demo only; remove it or set"
              + " carrel.demo=true");
    }
    return MovableClock.open(config.clockFile().get());
  }
}

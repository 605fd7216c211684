package org.carrel.docserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.carrel.clock.MovableClock;

/** The one source of time: the system's clock in UTC, or the movable one of a demo. */
@ApplicationScoped
class ClockSource {
  @Produces
  @ApplicationScoped
  Clock clock(DemoConfig demo) {
    return demo.demo() && demo.clockFile().isPresent()
        ? MovableClock.open(demo.clockFile().get())
        : Clock.systemUTC();
  }
}

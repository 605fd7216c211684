package org.carrel.passes;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.carrel.base.Micros;

/**
 * Tells who holds a pass that its end comes near: of a running one its time, of one that was never
 * started the days to start it. Each pass says when that is due for the end that it has now, so an
 * end that was moved is told of anew and one that is not true any more never. What is over by the
 * time that this runs is not told at all.
 */
@ApplicationScoped
class WarnOfEnds {
  private static final int BATCH = 50;

  private final Passes passes;
  private final Orders orders;
  private final Plans plans;
  private final Event<Object> events;
  private final Clock clock;

  WarnOfEnds(Passes passes, Orders orders, Plans plans, Event<Object> events, Clock clock) {
    this.passes = passes;
    this.orders = orders;
    this.plans = plans;
    this.events = events;
    this.clock = clock;
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  @Transactional
  void warn() {
    Instant now = Micros.now(clock);
    passes.toWarn(now, BATCH).forEach(pass -> warn(pass, now));
  }

  private void warn(Pass pass, Instant now) {
    pass.warned();
    Order order = orders.find(pass.orderId()).orElseThrow();
    Plan plan = plans.version(pass.planCode(), pass.planVersion());
    if (pass.stateAt(now) == PassState.ACTIVE) {
      events.fire(new PassEndsSoon(order, plan, pass));
    } else if (pass.stateAt(now) == PassState.READY) {
      events.fire(new PassWaits(order, plan, pass, passes.makeLink(pass, now)));
    }
  }
}

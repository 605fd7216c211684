package org.carrel.passes;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Writes down what the clock did to passes: running ones end, waiting ones lapse. Nothing depends
 * on its promptness, because {@link Pass#stateAt} and the grant's window are exact.
 */
@ApplicationScoped
class TurnPasses {
  private static final int BATCH = 100;

  /** Of what ended longer ago, nobody needs to be told any more. */
  private static final Duration NEWS = Duration.ofHours(24);

  private final Passes passes;
  private final Orders orders;
  private final Plans plans;
  private final OrderLog log;
  private final Event<Object> events;
  private final Clock clock;

  TurnPasses(
      Passes passes, Orders orders, Plans plans, OrderLog log, Event<Object> events, Clock clock) {
    this.passes = passes;
    this.orders = orders;
    this.plans = plans;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  @Transactional
  void turn() {
    Instant now = clock.instant();
    passes.over(now, BATCH).forEach(pass -> end(pass, now));
    passes.stale(now, BATCH).forEach(pass -> lapse(pass, now));
  }

  private void end(Pass pass, Instant now) {
    pass.move(PassEvent.TIME_OVER);
    log.pass(pass, PassEvent.TIME_OVER, Map.of());
    if (now.isBefore(pass.window().orElseThrow().end().plus(NEWS))) {
      events.fire(new PassEnded(orderOf(pass), planOf(pass), pass));
    }
  }

  private void lapse(Pass pass, Instant now) {
    pass.move(PassEvent.LAPSE);
    log.pass(pass, PassEvent.LAPSE, Map.of());
    pass.refundAt(planOf(pass).terms().refundOnLapse() ? now : null);
    events.fire(new PassLapsed(orderOf(pass), planOf(pass), pass));
  }

  private Order orderOf(Pass pass) {
    return orders.find(pass.orderId()).orElseThrow();
  }

  private Plan planOf(Pass pass) {
    return plans.version(pass.planCode(), pass.planVersion());
  }
}

package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;

/**
 * Adds the time that an order paid for to a pass that runs, without a gap. The order's row is
 * locked by the caller and the pass's here, so the pass neither ends nor is taken back meanwhile.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ExtendPass {
  private final Passes passes;
  private final RunningPasses running;
  private final FitPass fit;
  private final Event<Object> events;

  ExtendPass(Passes passes, RunningPasses running, FitPass fit, Event<Object> events) {
    this.passes = passes;
    this.running = running;
    this.fit = fit;
    this.events = events;
  }

  /**
   * Adds the slice where that was asked for and the pass still runs; else nothing, and false: then
   * the order gives a pass of its own.
   */
  boolean by(Order order, Plan plan, Instant now) {
    Optional<Pass> extended =
        order.extendsPass().flatMap(passes::lock).filter(pass -> running.takes(pass, plan, now));
    extended.ifPresent(
        pass -> {
          passes.add(new Yield(order, pass.id(), Yield.Kind.SLICE, now));
          fit.fit(pass, order.id(), now);
          events.fire(new PassExtended(order, plan, pass, passes.makeLink(pass, now)));
        });
    return extended.isPresent();
  }
}

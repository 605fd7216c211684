package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.carrel.access.Grants;
import org.carrel.base.Micros;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/**
 * Starts the clock of a pass. The window is fixed in this transaction, exactly as long as the plan
 * says; pressed twice or by two browsers at once, the first fixes it and the second finds it.
 */
@ApplicationScoped
public class StartPass {
  private final Passes passes;
  private final Orders orders;
  private final Plans plans;
  private final Grants grants;
  private final OrderLog log;
  private final Event<ConsentGiven> events;
  private final Clock clock;

  StartPass(
      Passes passes,
      Orders orders,
      Plans plans,
      Grants grants,
      OrderLog log,
      Event<ConsentGiven> events,
      Clock clock) {
    this.passes = passes;
    this.orders = orders;
    this.plans = plans;
    this.grants = grants;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /** What came of pressing Start. */
  public sealed interface Outcome {
    /** The clock runs, since now or since before. */
    record Running(Pass pass) implements Outcome {}

    /** The box was not ticked, and no consent was given before. */
    record ConsentMissing(Pass pass) implements Outcome {}

    /** The pass cannot be started any more, or not now. */
    record NotStartable(Pass pass, PassState state) implements Outcome {}
  }

  /**
   * Starts the pass.
   *
   * @param consent the consent that came with this request; null where none did
   */
  @Transactional
  public Outcome start(String passId, @Nullable Consent consent) {
    Instant now = Micros.now(clock);
    Pass pass = passes.lock(passId).orElseThrow();
    PassState state = pass.stateAt(now);
    if (state == PassState.ACTIVE) {
      return new Outcome.Running(pass);
    }
    if (state != PassState.READY) {
      return new Outcome.NotStartable(pass, state);
    }
    boolean asked = pass.consent().isEmpty();
    if (asked && consent == null) {
      return new Outcome.ConsentMissing(pass);
    }
    Plan plan = plans.version(pass.planCode(), pass.planVersion());
    Window window = Window.of(now, plan.duration());
    pass.start(window, consent);
    pass.warn(plan.terms());
    grants.start(pass.grantId(), window);
    log.pass(pass, PassEvent.START, Map.of());
    if (asked && consent != null) {
      Order order = orders.find(pass.orderId()).orElseThrow();
      events.fire(new ConsentGiven(order, plan, pass, consent));
    }
    return new Outcome.Running(pass);
  }
}

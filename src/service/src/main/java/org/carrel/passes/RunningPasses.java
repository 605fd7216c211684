package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.carrel.base.Window;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.jspecify.annotations.Nullable;

/** Finds the running pass that time of a plan can be added to. */
@ApplicationScoped
public class RunningPasses {
  private final Holdings holdings;
  private final Passes passes;
  private final Plans plans;
  private final Clock clock;

  RunningPasses(Holdings holdings, Passes passes, Plans plans, Clock clock) {
    this.holdings = holdings;
    this.passes = passes;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * Of the passes that these subjects hold, that run and that open what {@code plan} opens: the one
   * that is {@code asked} for, else the one that ends last.
   */
  @Transactional
  public Optional<Pass> of(Collection<Subject> subjects, Plan plan, @Nullable String asked) {
    Instant now = clock.instant();
    return passes.heldBy(holdings.of(subjects)).stream()
        .filter(pass -> takes(pass, plan, now))
        .max(
            Comparator.comparing((Pass pass) -> pass.id().equals(asked))
                .thenComparing(pass -> pass.window().map(Window::end).orElse(Instant.MIN)));
  }

  /** A suspended pass takes none: its clock runs on, and would use up what was paid for since. */
  boolean takes(Pass pass, Plan plan, Instant now) {
    return pass.stateAt(now) == PassState.ACTIVE
        && plans
            .version(pass.planCode(), pass.planVersion())
            .terms()
            .collections()
            .equals(plan.terms().collections());
  }
}

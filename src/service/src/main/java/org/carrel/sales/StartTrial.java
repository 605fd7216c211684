package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Window;
import org.carrel.institutions.Institutions;

/** Begins an approved trial: its institution gets the grant, from the first day to the last. */
@ApplicationScoped
class StartTrial {
  private static final String SOURCE = "trial";

  private final Grants grants;
  private final TrialPolicy policy;
  private final TrialLog log;

  StartTrial(Grants grants, TrialPolicy policy, TrialLog log) {
    this.grants = grants;
    this.policy = policy;
    this.log = log;
  }

  /** Begins it if its first day has; else its people are told when it will. */
  @Transactional(TxType.MANDATORY)
  void approved(Trial trial, Request request, Instant now) {
    if (trial.window().orElseThrow().start().isAfter(now)) {
      log.tell(trial, request, TrialStep.APPROVED, trial.decidedBy().orElse(null), now);
    } else {
      start(trial, request, now);
    }
  }

  @Transactional(TxType.MANDATORY)
  void start(Trial trial, Request request, Instant now) {
    Window window = trial.window().orElseThrow();
    String grant =
        grants.grant(
            NewGrant.of(
                Institutions.holderOf(trial.institutionId().orElseThrow()),
                new Source(SOURCE, trial.id()),
                trial.collections(),
                Limits.NONE));
    grants.start(grant, window);
    trial.start(grant, policy.rules().pastReminder(window.end(), now));
    log.tell(trial, request, TrialStep.STARTED, trial.decidedBy().orElse(null), now);
  }
}

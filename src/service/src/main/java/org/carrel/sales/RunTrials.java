package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/**
 * Begins trials on their first day, tells of ends that come, and writes down those that came:
 * access itself stops with the grant's window, to the second, whenever this runs.
 */
@ApplicationScoped
class RunTrials {
  private static final Logger LOG = Logger.getLogger(RunTrials.class);

  private final Trials trials;
  private final StartTrial starting;
  private final TrialPolicy policy;
  private final TrialLog log;
  private final Clock clock;

  RunTrials(Trials trials, StartTrial starting, TrialPolicy policy, TrialLog log, Clock clock) {
    this.trials = trials;
    this.starting = starting;
    this.policy = policy;
    this.log = log;
    this.clock = clock;
  }

  @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    Instant now = Micros.now(clock);
    each(trials.toStart(now), held -> start(held, now));
    each(trials.toEnd(now), held -> end(held, now));
    policy.rules().reminders().stream()
        .sorted()
        .forEach(
            days ->
                each(
                    trials.toRemind(days, now.plus(Duration.ofDays(days))),
                    held -> remind(held, days, now)));
  }

  private void each(List<String> ids, Consumer<Trials.Held> act) {
    for (String id : ids) {
      try {
        QuarkusTransaction.requiringNew().run(() -> trials.hold(id).ifPresent(act));
      } catch (RuntimeException e) {
        LOG.errorf(e, "trial %s could not be moved on", id);
      }
    }
  }

  private void start(Trials.Held held, Instant now) {
    if (held.trial().state() == TrialState.APPROVED) {
      starting.start(held.trial(), held.request(), now);
    }
  }

  private void end(Trials.Held held, Instant now) {
    Trial trial = held.trial();
    if (trial.state() == TrialState.RUNNING && trial.stateAt(now) == TrialState.ENDED) {
      trial.end(TrialEvent.END, now);
      log.tell(trial, held.request(), TrialStep.ENDED, null, now);
    }
  }

  private void remind(Trials.Held held, int daysBefore, Instant now) {
    Trial trial = held.trial();
    if (trial.isToRemind(daysBefore, now)) {
      trial.remind(daysBefore);
      log.tell(trial, held.request(), TrialStep.ENDS_SOON, null, now);
    }
  }
}

package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;

/**
 * One click after a trial: a request of a quote for what was tried, in the name of who asked for
 * the trial, whose address is proven. It stands in the queue like any other.
 */
@ApplicationScoped
public class AskForQuote {
  private final Requests requests;
  private final Trials trials;
  private final RequestLog log;
  private final SalesConfig config;
  private final Clock clock;

  AskForQuote(Requests requests, Trials trials, RequestLog log, SalesConfig config, Clock clock) {
    this.requests = requests;
    this.trials = trials;
    this.log = log;
    this.config = config;
    this.clock = clock;
  }

  /** Whether a quote can be asked for: who asked for both has it already. */
  public static boolean isOffered(Trial trial, Request request, Instant now) {
    TrialState state = trial.stateAt(now);
    return (state == TrialState.RUNNING || state == TrialState.ENDED)
        && trial.quoteRequestId().isEmpty()
        && request.kind() == RequestKind.TRIAL;
  }

  /** By a link to the trial's request. Nothing where the secret opens nothing. */
  @Transactional
  public Optional<Request> after(String secret) {
    Optional<Request> found = requests.lockBySecret(secret);
    found.flatMap(trials::hold).ifPresent(trial -> ask(trial, found.orElseThrow()));
    return found;
  }

  /** By a librarian; asked twice, it was asked once. */
  @Transactional
  public void after(Trial trial) {
    trials.hold(trial.id()).ifPresent(held -> ask(held.trial(), held.request()));
  }

  private void ask(Trial trial, Request before, Instant now) {
    Request request = new Request(wanted(trial, before), now, now.plus(config.confirmWithin()));
    request.confirm(now, WorkingDays.after(now, config.answerWithinDays()));
    trial.institutionId().ifPresent(request::comesFrom);
    requests.add(request, List.of());
    trial.quoteAskedBy(request.id());
    log.tell(request, Map.of("trial", trial.id()), now);
  }

  private void ask(Trial trial, Request before) {
    Instant now = Micros.now(clock);
    if (isOffered(trial, before, now)) {
      ask(trial, before, now);
    }
  }

  private static Wanted wanted(Trial trial, Request before) {
    return new Wanted(
        RequestKind.QUOTE,
        before.organization(),
        before.seats().orElse(null),
        List.of(),
        trial.collections(),
        before.asker(),
        "After the trial that request " + before.reference() + " asked for.",
        null);
  }
}

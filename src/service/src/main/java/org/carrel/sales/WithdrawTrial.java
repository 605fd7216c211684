package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.Micros;

/** Takes a trial back that has not begun, as who asked for it wishes. */
@ApplicationScoped
public class WithdrawTrial {
  private final Requests requests;
  private final Trials trials;
  private final TrialLog log;
  private final Clock clock;

  WithdrawTrial(Requests requests, Trials trials, TrialLog log, Clock clock) {
    this.requests = requests;
    this.trials = trials;
    this.log = log;
    this.clock = clock;
  }

  /**
   * The trial alone; once it runs, or while its request is open and asks for nothing else, nothing
   * changes. Nothing where the secret opens nothing.
   */
  @Transactional
  public Optional<Request> withdraw(String secret) {
    Instant now = Micros.now(clock);
    Optional<Request> found = requests.lockBySecret(secret);
    found
        .filter(request -> request.kind() == RequestKind.BOTH || !request.state().isOpen())
        .flatMap(request -> withdrawn(request, now))
        .ifPresent(trial -> log.tell(trial, found.orElseThrow(), TrialStep.WITHDRAWN, null, now));
    return found;
  }

  /** Together with its request, whose mail tells of both. */
  @Transactional(TxType.MANDATORY)
  void withdraw(Request request, Instant now) {
    withdrawn(request, now).ifPresent(trial -> log.note(trial, TrialState.WITHDRAWN.name(), null));
  }

  private Optional<Trial> withdrawn(Request request, Instant now) {
    Optional<Trial> trial =
        trials
            .hold(request)
            .filter(one -> TrialEvent.TABLE.next(one.state(), TrialEvent.WITHDRAW).isPresent());
    trial.ifPresent(one -> one.end(TrialEvent.WITHDRAW, now));
    return trial;
  }
}

package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;

/** What who asked does with the mailed link: confirms the address, withdraws the request. */
@ApplicationScoped
public class FollowRequest {
  private final Requests requests;
  private final AskForTrial trials;
  private final WithdrawTrial withdrawing;
  private final RequestLog log;
  private final SalesConfig config;
  private final Clock clock;

  FollowRequest(
      Requests requests,
      AskForTrial trials,
      WithdrawTrial withdrawing,
      RequestLog log,
      SalesConfig config,
      Clock clock) {
    this.requests = requests;
    this.trials = trials;
    this.withdrawing = withdrawing;
    this.log = log;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Confirms the address; pressed twice, it was confirmed once. A request of a trial makes the
   * trial, and is answered at once where the rules let it begin. Nothing where the secret opens
   * nothing; a request whose days are over stays as it is.
   */
  @Transactional
  public Optional<Request> confirm(String secret) {
    Instant now = Micros.now(clock);
    Optional<Request> found = requests.lockBySecret(secret);
    found
        .filter(request -> request.stateAt(now) == RequestState.UNCONFIRMED)
        .ifPresent(
            request -> {
              request.confirm(now, WorkingDays.after(now, config.answerWithinDays()));
              log.note(request, Map.of());
              if (request.kind() == RequestKind.TRIAL) {
                trials.make(request, now);
              }
              if (request.state() == RequestState.RECEIVED) {
                log.mail(request, now);
              }
            });
    return found;
  }

  /** Withdraws the request and what it asks for, as long as somebody could act on it. */
  @Transactional
  public Optional<Request> withdraw(String secret) {
    Instant now = Micros.now(clock);
    Optional<Request> found = requests.lockBySecret(secret);
    found
        .filter(request -> request.state().isOpen())
        .ifPresent(
            request -> {
              request.end(RequestEvent.WITHDRAW, now);
              withdrawing.withdraw(request, now);
              log.tell(request, Map.of(), now);
            });
    return found;
  }
}

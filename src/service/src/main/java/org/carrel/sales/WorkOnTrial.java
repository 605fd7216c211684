package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.carrel.access.Grants;
import org.carrel.base.Micros;
import org.carrel.institutions.Institution;
import org.jspecify.annotations.Nullable;

/** What staff do with a trial. What its state does not allow (any more) is left undone. */
@ApplicationScoped
public class WorkOnTrial {
  private final Trials trials;
  private final AskForTrial asking;
  private final StartTrial starting;
  private final Grants grants;
  private final TrialPolicy policy;
  private final RequestLog requestLog;
  private final TrialLog log;
  private final Clock clock;

  WorkOnTrial(
      Trials trials,
      AskForTrial asking,
      StartTrial starting,
      Grants grants,
      TrialPolicy policy,
      RequestLog requestLog,
      TrialLog log,
      Clock clock) {
    this.trials = trials;
    this.asking = asking;
    this.starting = starting;
    this.grants = grants;
    this.policy = policy;
    this.requestLog = requestLog;
    this.log = log;
    this.clock = clock;
  }

  /**
   * What staff allow, which need not be what was asked for.
   *
   * @param collections numbers; empty for the whole library
   * @param first its first day, today or later in the institution's zone
   * @param days whole days
   * @param note for who asked; may be empty
   */
  public record Terms(Set<Integer> collections, LocalDate first, int days, String note) {}

  /** Allows it for an institution; whether it waited for that. */
  @Transactional
  public boolean approve(String id, Institution institution, Terms terms, String staffId) {
    Instant now = Micros.now(clock);
    Trials.Held held = held(id, TrialEvent.APPROVE);
    if (held == null) {
      return false;
    }
    Trial trial = held.trial();
    trial.approve(
        new Trial.Approval(institution.id(), terms.collections(), terms.note()),
        TrialDays.from(terms.first(), terms.days(), institution.zone(), now),
        staffId,
        now);
    log.note(trial, "allowed", staffId);
    asking.answer(held.request(), trial, staffId, now);
    starting.approved(trial, held.request(), now);
    return true;
  }

  /** Declines it for a reason that its people see; whether it waited for a decision. */
  @Transactional
  public boolean decline(String id, String reason, String staffId) {
    Instant now = Micros.now(clock);
    Trials.Held held = held(id, TrialEvent.DECLINE);
    if (held == null) {
      return false;
    }
    Request request = held.request();
    held.trial().decline(reason, staffId, now);
    if (request.kind() == RequestKind.TRIAL && request.state().isOpen()) {
      if (request.state() == RequestState.RECEIVED) {
        request.take(staffId, now);
      }
      request.settle(RequestEvent.DECLINE, reason, staffId, now);
      requestLog.note(request, Map.of("by", staffId, "trial", id));
    }
    log.tell(held.trial(), request, TrialStep.DECLINED, staffId, now);
    return true;
  }

  /** Its request is declined, whose mail tells of both. */
  @Transactional(TxType.MANDATORY)
  void declineWith(Request request, String reason, String staffId, Instant now) {
    trials
        .hold(request)
        .filter(trial -> trial.state() == TrialState.REQUESTED)
        .ifPresent(
            trial -> {
              trial.decline(reason, staffId, now);
              log.note(trial, TrialState.DECLINED.name(), staffId);
            });
  }

  /**
   * Gives it a later last day, also after its end; whether that could be done.
   *
   * @param last after the last day that it has; today or later in the institution's zone
   */
  @Transactional
  public boolean extend(String id, LocalDate last, String staffId) {
    Instant now = Micros.now(clock);
    Trials.Held held = held(id, TrialEvent.EXTEND);
    if (held == null || !held.trial().days().orElseThrow().last().isBefore(last)) {
      return false;
    }
    Trial trial = held.trial();
    TrialDays days = trial.days().orElseThrow().until(last);
    Instant end = days.window().end();
    if (!end.isAfter(now) || days.count() > mostDays()) {
      throw new IllegalArgumentException("not a last day of this trial: " + last);
    }
    grants.move(trial.grantId().orElseThrow(), end);
    trial.extend(days, policy.rules().pastReminder(end, now));
    log.tell(trial, held.request(), TrialStep.EXTENDED, staffId, now);
    return true;
  }

  /** The most days that a trial has, with the first one of which only a part is left. */
  public int mostDays() {
    return policy.rules().longestDays() + 1;
  }

  /** Takes a running trial back at once, for a reason that its people see; whether it ran. */
  @Transactional
  public boolean stop(String id, String reason, String staffId) {
    Instant now = Micros.now(clock);
    Trials.Held held = held(id, TrialEvent.STOP);
    if (held == null || held.trial().stateAt(now) != TrialState.RUNNING) {
      return false;
    }
    held.trial().stop(reason, now);
    grants.revoke(held.trial().grantId().orElseThrow(), "trial stopped");
    log.tell(held.trial(), held.request(), TrialStep.STOPPED, staffId, now);
    return true;
  }

  private Trials.@Nullable Held held(String id, TrialEvent event) {
    return trials
        .hold(id)
        .filter(held -> TrialEvent.TABLE.next(held.trial().state(), event).isPresent())
        .orElse(null);
  }
}

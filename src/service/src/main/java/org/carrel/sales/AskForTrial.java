package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.institutions.Institution;
import org.carrel.sales.prices.Term;
import org.jspecify.annotations.Nullable;

/**
 * Makes the trial of a request: at once for a request of a trial, and when its people say so for a
 * request of a quote and a trial. The rules decide whether it begins, or a person does.
 */
@ApplicationScoped
public class AskForTrial {
  private final Requests requests;
  private final Trials trials;
  private final JudgeTrial rules;
  private final StartTrial starting;
  private final TrialPolicy policy;
  private final RequestLog requestLog;
  private final TrialLog log;
  private final Clock clock;

  AskForTrial(
      Requests requests,
      Trials trials,
      JudgeTrial rules,
      StartTrial starting,
      TrialPolicy policy,
      RequestLog requestLog,
      TrialLog log,
      Clock clock) {
    this.requests = requests;
    this.trials = trials;
    this.rules = rules;
    this.starting = starting;
    this.policy = policy;
    this.requestLog = requestLog;
    this.log = log;
    this.clock = clock;
  }

  /** Whether its people may now say that the trial is to begin. */
  public static boolean isOffered(Request request, Optional<Trial> trial) {
    boolean confirmed = request.state().isOpen() || request.state() == RequestState.ANSWERED;
    return request.kind() == RequestKind.BOTH && confirmed && trial.isEmpty();
  }

  /** Its people say so; said twice, it was said once. Nothing where the secret opens nothing. */
  @Transactional
  public Optional<Request> ask(String secret) {
    Optional<Request> found = requests.lockBySecret(secret);
    found
        .filter(request -> isOffered(request, trials.ofRequest(request.id())))
        .ifPresent(request -> make(request, Micros.now(clock)));
    return found;
  }

  /** Makes the trial of a confirmed request that has none. */
  @Transactional(TxType.MANDATORY)
  void make(Request request, Instant now) {
    Trial trial = new Trial(request, now);
    JudgeTrial.Verdict verdict = rules.judge(request, now);
    if (verdict instanceof JudgeTrial.Verdict.Person person) {
      trial.needsPerson(person.why());
    }
    trials.add(trial);
    log.note(trial, TrialState.REQUESTED.name(), null);
    if (verdict instanceof JudgeTrial.Verdict.Automatic automatic) {
      begin(trial, request, automatic.institution(), now);
    }
  }

  private void begin(Trial trial, Request request, Institution institution, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, institution.zone());
    TrialDays days = TrialDays.from(today, policy.rules().days(), institution.zone(), now);
    request.comesFrom(institution.id());
    trial.approve(new Trial.Approval(institution.id(), request.collections(), ""), days, null, now);
    log.note(trial, TrialState.APPROVED.name(), null);
    answer(request, trial, null, now);
    starting.approved(trial, request, now);
  }

  /** A request of a trial alone is answered by it; the mail about the trial tells of both. */
  @Transactional(TxType.MANDATORY)
  void answer(Request request, Trial trial, @Nullable String staffId, Instant now) {
    if (request.kind() == RequestKind.TRIAL && request.state().isOpen()) {
      TrialDays days = trial.days().orElseThrow();
      String text =
          "Your trial is approved: "
              + new Term(days.first(), days.last())
              + ", in "
              + days.zone().getId()
              + ".";
      if (staffId == null) {
        request.answerByRule(text, now);
      } else {
        request.settle(RequestEvent.ANSWER, text, staffId, now);
      }
      requestLog.note(request, Map.of("trial", trial.id()));
    }
  }
}

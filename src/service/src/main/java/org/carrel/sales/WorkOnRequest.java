package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.carrel.base.Micros;

/** What staff do with a request. What its state does not allow (any more) is left undone. */
@ApplicationScoped
public class WorkOnRequest {
  /** The longest answer, in characters. */
  public static final int LONGEST = 4_000;

  /** The shortest, in characters. */
  public static final int SHORTEST = 3;

  private final Requests requests;
  private final WorkOnTrial trials;
  private final RequestLog log;
  private final AuditLog audit;
  private final Clock clock;

  WorkOnRequest(
      Requests requests, WorkOnTrial trials, RequestLog log, AuditLog audit, Clock clock) {
    this.requests = requests;
    this.trials = trials;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  /** Makes a member of staff its owner; whether it waited for one. */
  @Transactional
  public boolean take(String id, String staffId) {
    Request request = requests.lock(id).orElseThrow();
    if (RequestEvent.TABLE.next(request.state(), RequestEvent.TAKE).isEmpty()) {
      return false;
    }
    Instant now = Micros.now(clock);
    request.take(staffId, now);
    log.tell(request, Map.of("by", staffId), now);
    return true;
  }

  /** Answers it; whether that was still to do. */
  @Transactional
  public boolean answer(String id, String text, String staffId) {
    return settle(id, RequestEvent.ANSWER, text, staffId);
  }

  /**
   * Declines it, and its trial that waits for a decision, for a reason that its people see; whether
   * somebody works on it.
   */
  @Transactional
  public boolean decline(String id, String reason, String staffId) {
    return settle(id, RequestEvent.DECLINE, reason, staffId);
  }

  /** Writes down which institution it comes from; a correction takes the place of the first. */
  @Transactional
  public void comesFrom(String id, String institutionId, String staffId) {
    requests.lock(id).orElseThrow().comesFrom(institutionId);
    audit.record("request.linked", id, Map.of("by", staffId, "institution", institutionId));
  }

  private boolean settle(String id, RequestEvent how, String text, String staffId) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw new IllegalArgumentException("an answer has 3 to 4,000 characters");
    }
    Request request = requests.lock(id).orElseThrow();
    if (RequestEvent.TABLE.next(request.state(), how).isEmpty()) {
      return false;
    }
    Instant now = Micros.now(clock);
    request.settle(how, text, staffId, now);
    if (how == RequestEvent.DECLINE) {
      trials.declineWith(request, text, staffId, now);
    }
    log.tell(request, Map.of("by", staffId), now);
    return true;
  }
}

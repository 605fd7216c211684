package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells of each change of a trial: one log line, one entry of the record, one event. */
@ApplicationScoped
class TrialLog {
  private static final Logger LOG = Logger.getLogger(TrialLog.class);

  private final Requests requests;
  private final AuditLog audit;
  private final Event<TrialMoved> moved;

  TrialLog(Requests requests, AuditLog audit, Event<TrialMoved> moved) {
    this.requests = requests;
    this.audit = audit;
    this.moved = moved;
  }

  /** It moved, and its people are told; {@code by} is null where nobody of staff did it. */
  void tell(Trial trial, Request request, TrialStep step, @Nullable String by, Instant now) {
    note(trial, step.name(), by);
    moved.fire(new TrialMoved(trial, request, step, now, requests.link(request, now)));
  }

  /** It moved, and nobody is told. */
  void note(Trial trial, String what, @Nullable String by) {
    String action = what.toLowerCase(Locale.ROOT);
    LOG.infof("trial %s is %s", trial.id(), action);
    audit.record("trial." + action, trial.id(), by == null ? Map.of() : Map.of("by", by));
  }
}

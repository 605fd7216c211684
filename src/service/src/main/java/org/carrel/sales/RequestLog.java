package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.jboss.logging.Logger;

/** Tells of each change of a request: one log line, one entry of the record, one event. */
@ApplicationScoped
class RequestLog {
  private static final Logger LOG = Logger.getLogger(RequestLog.class);

  private final Requests requests;
  private final AuditLog audit;
  private final Event<RequestMoved> moved;

  RequestLog(Requests requests, AuditLog audit, Event<RequestMoved> moved) {
    this.requests = requests;
    this.audit = audit;
    this.moved = moved;
  }

  /** It was written down or moved, and its people are told. */
  void tell(Request request, Map<String, String> ids, Instant now) {
    note(request, ids);
    mail(request, now);
  }

  /** Its people are told where it stands. */
  void mail(Request request, Instant now) {
    moved.fire(new RequestMoved(request, requests.link(request, now)));
  }

  /** It was written down or moved, and nobody is told. */
  void note(Request request, Map<String, String> ids) {
    String state = request.state().name().toLowerCase(Locale.ROOT);
    LOG.infof("request %s is %s", request.id(), state);
    audit.record("request." + state, request.id(), ids);
  }
}

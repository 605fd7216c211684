package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;
import java.util.TreeMap;
import org.carrel.audit.AuditLog;
import org.jboss.logging.Logger;

/**
 * Writes down what happened to a quote: in the audit record and, by ids alone, in the log; and
 * tells it on.
 */
@ApplicationScoped
class QuoteLog {
  private static final Logger LOG = Logger.getLogger(QuoteLog.class);

  private final AuditLog audit;
  private final Event<QuoteMoved> moved;

  QuoteLog(AuditLog audit, Event<QuoteMoved> moved) {
    this.audit = audit;
    this.moved = moved;
  }

  void write(String what, QuoteVersion version, Map<String, String> ids) {
    Map<String, String> all = new TreeMap<>(ids);
    all.put("version", Integer.toString(version.number()));
    all.put("state", version.state().name());
    audit.record("quote." + what, version.quoteId(), all);
    LOG.infof(
        "quote %s version %d: %s, now %s",
        version.quoteId(), version.number(), what, version.state());
    moved.fire(new QuoteMoved(version.quoteId()));
  }
}

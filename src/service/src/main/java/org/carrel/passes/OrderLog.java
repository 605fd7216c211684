package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.carrel.audit.AuditLog;
import org.jboss.logging.Logger;

/** Writes each change of state of orders and passes: one log line and one entry of the record. */
@ApplicationScoped
class OrderLog {
  private static final Logger LOG = Logger.getLogger(OrderLog.class);

  private final AuditLog audit;

  OrderLog(AuditLog audit) {
    this.audit = audit;
  }

  /** An order was written down or moved. */
  void order(Order order, Enum<?> event, Map<String, String> ids) {
    write("order", order.id(), order.state(), event, ids);
  }

  /** A pass was issued or moved; its order's history shows it too. */
  void pass(Pass pass, Enum<?> event, Map<String, String> ids) {
    Map<String, String> all = new TreeMap<>(ids);
    all.put("pass", pass.id());
    write("pass", pass.orderId(), pass.state(), event, all);
  }

  private void write(
      String what, String subject, Enum<?> state, Enum<?> event, Map<String, String> ids) {
    Map<String, String> all = new TreeMap<>(ids);
    all.put("event", lower(event));
    LOG.infof("%s %s is %s (%s)", what, all.getOrDefault(what, subject), state, lower(event));
    audit.record(what + "." + lower(state), subject, all);
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}

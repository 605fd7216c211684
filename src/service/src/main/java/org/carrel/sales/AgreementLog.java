package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import org.carrel.audit.AuditLog;
import org.jboss.logging.Logger;

/** Writes down what happened to an agreement: in the audit record and, by ids alone, in the log. */
@ApplicationScoped
class AgreementLog {
  private static final Logger LOG = Logger.getLogger(AgreementLog.class);

  private final AuditLog audit;

  AgreementLog(AuditLog audit) {
    this.audit = audit;
  }

  void write(String what, Agreement agreement, Map<String, String> ids) {
    Map<String, String> all = new TreeMap<>(ids);
    all.put("state", agreement.state().name());
    audit.record("agreement." + what, agreement.id(), all);
    LOG.infof("agreement %s: %s, now %s", agreement.id(), what, agreement.state());
  }

  void write(String what, AgreementInvoice invoice, Map<String, String> ids) {
    Map<String, String> all = new TreeMap<>(ids);
    all.put("invoice", invoice.number().orElse(invoice.id()));
    all.put("state", invoice.state().name());
    audit.record("agreement." + what, invoice.agreementId(), all);
    LOG.infof("invoice %s: %s, now %s", invoice.id(), what, invoice.state());
  }
}

package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;

/** An agreement's history in words, from the audit record. */
@ApplicationScoped
public class AgreementHistory {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("agreement.signed", "Signed"),
          Map.entry("agreement.opened", "Opened before its first day"),
          Map.entry("agreement.begin", "In force"),
          Map.entry("agreement.suspend", "Suspended: payment grace is over"),
          Map.entry("agreement.restore", "In force again"),
          Map.entry("agreement.enter_grace", "The term is over, its renewal is under way"),
          Map.entry("agreement.succeed", "Another agreement took its place"),
          Map.entry("agreement.end", "Ended"),
          Map.entry("agreement.terminated", "Terminated"),
          Map.entry("agreement.invoice_issued", "The invoice went out"),
          Map.entry("agreement.invoice_linked", "The invoice is known to the processor"),
          Map.entry("agreement.invoice_cancelled", "The invoice was taken back"),
          Map.entry("agreement.invoice_written_off", "The rest of the invoice was written off"),
          Map.entry("agreement.told", "A notice went out"),
          Map.entry("agreement.payment_recorded", "Money came"),
          Map.entry("agreement.payment_returned", "Money came back"));

  private final AuditLog audit;

  AgreementHistory(AuditLog audit) {
    this.audit = audit;
  }

  /** One step; {@code detail} holds ids and codes of the record. */
  public record Step(String title, Instant at, String detail) {}

  /** The oldest first. */
  public List<Step> of(String agreementId) {
    return audit.of(agreementId).stream().map(AgreementHistory::step).toList();
  }

  private static Step step(AuditEntry entry) {
    String detail =
        entry.ids().entrySet().stream()
            .filter(id -> !id.getKey().equals("state"))
            .map(id -> id.getKey() + " " + id.getValue())
            .collect(Collectors.joining(" · "));
    return new Step(WORDS.getOrDefault(entry.action(), entry.action()), entry.at(), detail);
  }
}

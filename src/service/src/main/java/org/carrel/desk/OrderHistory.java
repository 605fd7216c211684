package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/** An order's history in words: the audit record, with the reasons that staff gave. */
@ApplicationScoped
public class OrderHistory {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("order.new", "Order created"),
          Map.entry("order.awaiting", "Payment page opened"),
          Map.entry("order.processing", "Payment under way at the bank"),
          Map.entry("order.paid", "Payment settled"),
          Map.entry("order.failed", "Payment failed"),
          Map.entry("order.abandoned", "Order abandoned"),
          Map.entry("order.review", "Waiting for a person"),
          Map.entry("order.refunded", "Money sent back"),
          Map.entry("order.disputed", "Buyer's bank disputes the payment"),
          Map.entry("order.fraud_review", "Warning of fraud"),
          Map.entry("order.charged_back", "Money taken back by the bank"),
          Map.entry("pass.ready", "Pass ready"),
          Map.entry("pass.active", "Clock started"),
          Map.entry("pass.ended", "Pass ended"),
          Map.entry("pass.lapsed", "Pass not started in time"),
          Map.entry("pass.suspended", "Pass paused"),
          Map.entry("pass.revoked", "Pass taken back"),
          Map.entry("staff.refund", "Refund asked for by staff"),
          Map.entry("staff.revoke", "Revocation asked for by staff"),
          Map.entry("staff.resend", "New link asked for by staff"));

  /** Events that leave a state as it is have words of their own. */
  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("device_added", "Device added"),
          Map.entry("withdrawn", "Withdrawn by the buyer"),
          Map.entry("paid_twice", "Looks like a second payment by mistake"),
          Map.entry("address_corrected", "Buyer corrected the address"),
          Map.entry("device_removed", "Device signed out"),
          Map.entry("account_added", "Added to an account"),
          Map.entry("account_removed", "Removed from an account"),
          Map.entry("link_mailed", "New access link mailed"),
          Map.entry("time_added", "Time added"),
          Map.entry("time_taken", "Time taken back"),
          Map.entry("refund", "Refund sent to the card processor"));

  private final AuditLog audit;
  private final EntityManager entities;

  OrderHistory(AuditLog audit, EntityManager entities) {
    this.audit = audit;
    this.entities = entities;
  }

  /**
   * One step.
   *
   * @param title what happened, in words
   * @param detail ids and codes of the record
   * @param reason what the member of staff gave as reason; null where there was none
   * @param bad whether it took something away
   */
  public record Step(
      String title, Instant at, String detail, @Nullable String reason, boolean bad) {}

  /** The oldest first. */
  @Transactional
  public List<Step> of(String orderId) {
    Map<String, StaffAct> acts =
        entities
            .createQuery("from StaffAct a where a.orderId = :order", StaffAct.class)
            .setParameter("order", orderId)
            .getResultStream()
            .collect(Collectors.toMap(StaffAct::id, Function.identity()));
    return audit.of(orderId).stream().map(entry -> step(entry, acts)).toList();
  }

  private static Step step(AuditEntry entry, Map<String, StaffAct> acts) {
    Map<String, String> ids = entry.ids();
    StaffAct act = acts.get(ids.getOrDefault("act", ""));
    String detail =
        ids.entrySet().stream()
            .filter(id -> !id.getKey().equals("act"))
            .map(id -> id.getKey() + " " + id.getValue())
            .collect(Collectors.joining(" · "));
    String reason = act == null || act.reason().isEmpty() ? null : act.reason();
    return new Step(words(entry.action(), ids), entry.at(), detail, reason, bad(entry.action()));
  }

  private static String words(String action, Map<String, String> ids) {
    String event = EVENTS.get(ids.getOrDefault("event", ""));
    return event != null ? event : WORDS.getOrDefault(action, action);
  }

  private static boolean bad(String action) {
    return action.endsWith("revoked") || action.endsWith("charged_back");
  }
}

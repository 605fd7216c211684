package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;

/** A quote's history in words, from the audit record. */
@ApplicationScoped
public class QuoteHistory {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("quote.drafted", "Written"),
          Map.entry("quote.asked_approval", "Approval asked for"),
          Map.entry("quote.returned", "Given back to its writer"),
          Map.entry("quote.sent", "Sent"),
          Map.entry("quote.superseded", "A newer version took its place"),
          Map.entry("quote.discarded", "Discarded"),
          Map.entry("quote.withdrawn", "Taken back"),
          Map.entry("quote.forwarded", "Sent on by its reader"),
          Map.entry("quote.acceptance_asked", "Somebody wants to accept"),
          Map.entry("quote.accepted", "Accepted"),
          Map.entry("quote.declined", "Declined"),
          Map.entry("quote.lapsed", "Lapsed"));

  private final AuditLog audit;

  QuoteHistory(AuditLog audit) {
    this.audit = audit;
  }

  /** One step; {@code detail} holds ids and codes of the record. */
  public record Step(String title, Instant at, String detail) {}

  /** The oldest first. */
  public List<Step> of(String quoteId) {
    return audit.of(quoteId).stream().map(QuoteHistory::step).toList();
  }

  private static Step step(AuditEntry entry) {
    Map<String, String> ids = entry.ids();
    String detail =
        ids.entrySet().stream()
            .filter(id -> !List.of("version", "state").contains(id.getKey()))
            .map(id -> id.getKey() + " " + id.getValue())
            .collect(Collectors.joining(" · "));
    String title = WORDS.getOrDefault(entry.action(), entry.action());
    return new Step(title + ", version " + ids.getOrDefault("version", "?"), entry.at(), detail);
  }
}

package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.carrel.base.Secrets;
import org.carrel.usage.UsageEvent;
import org.carrel.usage.UsageEvents;
import org.carrel.usage.UsageKind;
import org.jspecify.annotations.Nullable;

/**
 * Takes what document servers tell of documents, and finds the grant by the token's id. Of a token
 * that was not issued to who tells, or is forgotten since, only the document is kept: nobody adds
 * to the figures of an institution whose readers another server has.
 */
@ApplicationScoped
public class ReportUsage {
  private static final String HOLDER = "institution:";
  private static final String BY_ADDRESS = "i_";
  private static final String PASS = "p_";

  private final EntityManager entities;
  private final UsageEvents events;

  ReportUsage(EntityManager entities, UsageEvents events) {
    this.entities = entities;
    this.events = events;
  }

  /**
   * Something that happened, in the words of a document server.
   *
   * @param sub the token's subject, {@code jti} its id, {@code sid} its session; null where there
   *     was none
   */
  public record Told(
      String id,
      Instant at,
      UsageKind kind,
      String item,
      @Nullable String sub,
      @Nullable String jti,
      @Nullable String sid) {
    boolean isOfPass() {
      return sub == null || sub.startsWith(PASS);
    }
  }

  /**
   * Keeps all of it; what is known already stays as it is.
   *
   * @param client the document server that tells
   */
  @Transactional
  public void keep(String client, List<Told> told) {
    Map<String, Tuple> issues = issues(client, told);
    events.keep(told.stream().map(one -> event(one, issues)).toList());
  }

  private static UsageEvent event(Told told, Map<String, Tuple> issues) {
    Tuple issue = told.jti() == null ? null : issues.get(told.jti());
    String holder = issue == null ? null : holder(told, issue);
    String session = told.sid();
    return new UsageEvent(
        told.id(),
        told.at(),
        told.kind(),
        told.item(),
        holder == null ? null : issue.get("grant_id", String.class),
        holder,
        holder == null || session == null ? null : Secrets.hash(session));
  }

  /** The institution through whose network it was read, else the one that owns the grant. */
  private static @Nullable String holder(Told told, Tuple issue) {
    String sub = Objects.requireNonNull(told.sub());
    if (sub.startsWith(BY_ADDRESS)) {
      return HOLDER + sub;
    }
    String owner = issue.get("holder", String.class);
    return owner.startsWith(HOLDER) ? owner : null;
  }

  private Map<String, Tuple> issues(String client, List<Told> told) {
    List<String> tokens =
        told.stream()
            .filter(one -> !one.isOfPass())
            .map(Told::jti)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    Map<String, Tuple> issues = new HashMap<>();
    if (!tokens.isEmpty()) {
      entities
          .createQuery(
              "select t.jti as jti, t.grantId as grant_id, g.holder as holder from TokenIssue t"
                  + " join Grant g on g.id = t.grantId where t.jti in :tokens"
                  + " and t.clientId = :client",
              Tuple.class)
          .setParameter("tokens", tokens)
          .setParameter("client", client)
          .getResultStream()
          .forEach(row -> issues.put(row.get("jti", String.class), row));
    }
    return issues;
  }
}

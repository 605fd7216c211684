package org.carrel.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The record of who did what. An entry is written in the caller's transaction, so it stands exactly
 * when what it tells of stands; {@link SealAudit} joins it to the chain within a second. Writing
 * takes no lock that another transaction could wait for.
 */
@ApplicationScoped
public class AuditLog {
  private final EntityManager entities;
  private final Clock clock;
  private final AuditMac macs;

  AuditLog(EntityManager entities, Clock clock, AuditMac macs) {
    this.entities = entities;
    this.clock = clock;
    this.macs = macs;
  }

  /**
   * Writes an entry.
   *
   * @param action what was done, lower case with dots: {@code order.refunded}
   * @param subjectId the id of what it was done to
   * @param ids further ids, codes and numbers by name; visible ASCII without {@code @}, so that
   *     neither a sentence nor an address can get in
   * @throws IllegalArgumentException when one of them is anything else
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void record(String action, String subjectId, Map<String, String> ids) {
    String text = AuditIds.write(action, subjectId, ids);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // what the database keeps
    AuditEntry entry = new AuditEntry(now, action, subjectId, text, macs);
    entities.persist(entry);
    entities
        .createNativeQuery("insert into audit_queue (entry) values (:entry)")
        .setParameter("entry", entry.number())
        .executeUpdate();
  }

  /** What was done to {@code subjectId}, the oldest first. */
  @Transactional
  public List<AuditEntry> of(String subjectId) {
    return of(List.of(subjectId));
  }

  /** What was done to any of these, the oldest first. */
  @Transactional
  public List<AuditEntry> of(Collection<String> subjectIds) {
    if (subjectIds.isEmpty()) {
      return List.of();
    }
    return entities
        .createQuery(
            "from AuditEntry e where e.subjectId in :subjects order by e.at, e.number",
            AuditEntry.class)
        .setParameter("subjects", subjectIds)
        .getResultList();
  }
}

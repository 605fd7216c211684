package org.carrel.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Joins new entries to the chain, one replica at a time. Doing this apart from the writing
 * transaction keeps the chain's lock out of purchases: two of them never wait for each other here.
 * Until an entry is sealed its own MAC shows a change, but not that it was taken away.
 */
@ApplicationScoped
class SealAudit {
  private static final long LOCK = 0x6361_7272_656c_0080L;
  private static final int AT_ONCE = 500;

  private final EntityManager entities;
  private final AuditMac macs;

  SealAudit(EntityManager entities, AuditMac macs) {
    this.entities = entities;
    this.macs = macs;
  }

  /** Seals at most 500 entries that wait; returns how many. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void everySecond() {
    seal();
  }

  @Transactional
  int seal() {
    if (!locked()) {
      return 0; // another replica is at it
    }
    List<AuditEntry> waiting = waiting();
    if (waiting.isEmpty()) {
      return 0;
    }
    List<AuditSeal> last =
        entities
            .createQuery("from AuditSeal s order by s.place desc", AuditSeal.class)
            .setMaxResults(1)
            .getResultList();
    long place = last.isEmpty() ? 0 : last.get(0).place();
    String previous = last.isEmpty() ? AuditSeal.NOTHING : last.get(0).mac();
    for (AuditEntry entry : waiting) {
      AuditSeal seal = new AuditSeal(++place, entry, previous, macs);
      entities.persist(seal);
      previous = seal.mac();
    }
    dequeue(waiting);
    return waiting.size();
  }

  private boolean locked() {
    return (Boolean)
        entities
            .createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
            .setParameter("lock", LOCK)
            .getSingleResult();
  }

  @SuppressWarnings("unchecked") // a native query of an entity gives that entity
  private List<AuditEntry> waiting() {
    return entities
        .createNativeQuery(
            "select e.* from audit_queue q join audit_entries e on e.number = q.entry"
                + " order by q.entry limit :most",
            AuditEntry.class)
        .setParameter("most", AT_ONCE)
        .getResultList();
  }

  private void dequeue(List<AuditEntry> sealed) {
    entities
        .createNativeQuery("delete from audit_queue where entry in (:entries)")
        .setParameter("entries", sealed.stream().map(AuditEntry::number).toList())
        .executeUpdate();
  }
}

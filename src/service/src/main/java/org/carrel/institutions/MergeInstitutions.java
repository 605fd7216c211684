package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.stream.Stream;
import org.carrel.audit.AuditLog;

/**
 * Says that two institutions are one. The one that goes keeps its row and everything that happened
 * under its name; its contacts, librarians and parts go over, and its requests are shown with those
 * of the one that stays. Its grants stay as they were given.
 */
@ApplicationScoped
public class MergeInstitutions {
  private final EntityManager entities;
  private final AuditLog audit;

  MergeInstitutions(EntityManager entities, AuditLog audit) {
    this.entities = entities;
    this.audit = audit;
  }

  /**
   * Merges {@code from} into {@code into}; whether it did. It does not where they are one already,
   * or either turned out to be another before.
   *
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public boolean merge(String from, String into, String by) {
    if (from.equals(into)) {
      return false;
    }
    // in one order, so that two merges never wait for each other
    Stream.of(from, into).sorted().forEach(this::lock);
    Institution goes = lock(from);
    Institution stays = lock(into);
    if (goes.mergedInto().isPresent() || stays.mergedInto().isPresent()) {
      return false;
    }
    stays.takeOver(goes);
    entities.flush();
    move("update institutions set parent_id = :into where parent_id = :from", from, into);
    move(
        "insert into contacts (institution_id, email, role, name, added_at) select :into, email,"
            + " role, name, added_at from contacts where institution_id = :from"
            + " on conflict do nothing",
        from,
        into);
    move(
        "insert into librarians (institution_id, reader_id, given_at, given_by) select :into,"
            + " reader_id, given_at, given_by from librarians where institution_id = :from"
            + " on conflict do nothing",
        from,
        into);
    audit.record("institution.merged", from, Map.of("by", by, "into", into));
    audit.record("institution.merged", into, Map.of("by", by, "from", from));
    return true;
  }

  private Institution lock(String id) {
    return entities.find(Institution.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private void move(String sql, String from, String into) {
    entities
        .createNativeQuery(sql)
        .setParameter("from", from)
        .setParameter("into", into)
        .executeUpdate();
  }
}

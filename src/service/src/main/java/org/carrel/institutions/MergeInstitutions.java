package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.audit.AuditLog;

/**
 * Says that two institutions are one. The one that goes keeps its row and everything that happened
 * under its name; its contacts, librarians, providers of sign-on and parts go over, and its
 * requests are shown with those of the one that stays. Its grants stay as they were given, and its
 * ranges are taken away before: from where somebody reads is entered where it counts.
 */
@ApplicationScoped
public class MergeInstitutions {
  private static final int MOST_ABOVE = 16;

  private final EntityManager entities;
  private final AuditLog audit;

  MergeInstitutions(EntityManager entities, AuditLog audit) {
    this.entities = entities;
    this.audit = audit;
  }

  /** What came of merging. */
  public enum Outcome {
    MERGED,
    /** They are one already, or either turned out to be another before. */
    ONE_ALREADY,
    /** The one that stays is a part of a part of the other. */
    IN_A_CIRCLE,
    /** The one that goes, or a part of it, has ranges. */
    HAS_RANGES
  }

  /**
   * Merges {@code from} into {@code into}.
   *
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public Outcome merge(String from, String into, String by) {
    if (from.equals(into)) {
      return Outcome.ONE_ALREADY;
    }
    // in one order, so that two merges never wait for each other
    Stream.of(from, into).sorted().forEach(this::lock);
    Institution goes = lock(from);
    Institution stays = lock(into);
    if (goes.mergedInto().isPresent() || stays.mergedInto().isPresent()) {
      return Outcome.ONE_ALREADY;
    }
    if (isFarAbove(from, stays)) {
      return Outcome.IN_A_CIRCLE;
    }
    if (hasRanges(from)) {
      return Outcome.HAS_RANGES;
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
    entities
        .createNativeQuery("delete from librarians where institution_id = :from")
        .setParameter("from", from)
        .executeUpdate();
    move(
        "update sign_on_institutions set institution_id = :into where institution_id = :from",
        from,
        into);
    audit.record("institution.merged", from, Map.of("by", by, "into", into));
    audit.record("institution.merged", into, Map.of("by", by, "from", from));
    return Outcome.MERGED;
  }

  /** Whether {@code id} stands above the parent of an institution; being the parent is no harm. */
  private boolean isFarAbove(String id, Institution institution) {
    Optional<String> above = institution.parentId();
    for (int step = 0; above.isPresent() && step < MOST_ABOVE; step++) {
      if (step > 0 && above.get().equals(id)) {
        return true;
      }
      above =
          Optional.ofNullable(entities.find(Institution.class, above.get()))
              .flatMap(Institution::parentId);
    }
    return false;
  }

  private boolean hasRanges(String id) {
    return (boolean)
        entities
            .createNativeQuery(
                "with recursive family (id) as (select cast(:id as text) union select i.id from"
                    + " institutions i join family f on i.parent_id = f.id)"
                    + " select exists (select from ranges where ends_at is null"
                    + " and institution_id in (select id from family))")
            .setParameter("id", id)
            .getSingleResult();
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

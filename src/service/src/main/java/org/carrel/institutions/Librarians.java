package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.carrel.base.EmailAddress;
import org.carrel.base.Micros;
import org.carrel.identity.Reader;
import org.carrel.identity.Readers;

/** Who may act for which institution. */
@ApplicationScoped
public class Librarians {
  private final EntityManager entities;
  private final Readers readers;
  private final AuditLog audit;
  private final Clock clock;

  Librarians(EntityManager entities, Readers readers, AuditLog audit, Clock clock) {
    this.entities = entities;
    this.readers = readers;
    this.audit = audit;
    this.clock = clock;
  }

  /** What came of giving the role. */
  public enum Given {
    GIVEN,
    HAD_IT,
    /** Nobody has signed in with this address and proved it. */
    NOBODY,
    /** More than one account has proved it. */
    SEVERAL
  }

  /** The librarians of an institution, by address. */
  @Transactional
  public List<Librarian> of(String institutionId) {
    return entities
        .createNativeQuery(
            "select r.id, r.email, l.given_at from librarians l join readers r on r.id ="
                + " l.reader_id where l.institution_id = :id order by lower(r.email), r.id",
            Tuple.class)
        .setParameter("id", institutionId)
        .getResultStream()
        .map(row -> librarian((Tuple) row))
        .toList();
  }

  /** The institutions for which a reader may act, by name. */
  @Transactional
  public List<Institution> institutionsOf(String readerId) {
    return entities
        .createNativeQuery(
            "select i.* from institutions i join librarians l on l.institution_id = i.id"
                + " where l.reader_id = :reader order by lower(i.name), i.id",
            Institution.class)
        .setParameter("reader", readerId)
        .getResultStream()
        .map(Institution.class::cast)
        .toList();
  }

  /** Whether a reader may act for an institution. */
  @Transactional
  public boolean mayActFor(String institutionId, String readerId) {
    return of(institutionId).stream().anyMatch(one -> one.readerId().equals(readerId));
  }

  /**
   * Gives the role to the account that has proved this address.
   *
   * @param by the reader's id of a member of staff, or of a librarian of this institution
   */
  @Transactional
  public Given give(String institutionId, EmailAddress email, String by) {
    List<Reader> found = readers.provenBy(email);
    if (found.size() != 1) {
      return found.isEmpty() ? Given.NOBODY : Given.SEVERAL;
    }
    String reader = found.get(0).id();
    int given =
        entities
            .createNativeQuery(
                "insert into librarians (institution_id, reader_id, given_at, given_by)"
                    + " values (:id, :reader, :now, :by) on conflict do nothing")
            .setParameter("id", institutionId)
            .setParameter("reader", reader)
            .setParameter("now", Micros.now(clock))
            .setParameter("by", by)
            .executeUpdate();
    if (given == 0) {
      return Given.HAD_IT;
    }
    audit.record("librarian.given", institutionId, Map.of("by", by, "reader", reader));
    return Given.GIVEN;
  }

  /** Takes the role back; whether the reader had it. */
  @Transactional
  public boolean end(String institutionId, String readerId, String by) {
    int ended =
        entities
            .createNativeQuery(
                "delete from librarians where institution_id = :id and reader_id = :reader")
            .setParameter("id", institutionId)
            .setParameter("reader", readerId)
            .executeUpdate();
    if (ended > 0) {
      audit.record("librarian.ended", institutionId, Map.of("by", by, "reader", readerId));
    }
    return ended > 0;
  }

  private static Librarian librarian(Tuple row) {
    return new Librarian(
        row.get("id", String.class),
        new EmailAddress(row.get("email", String.class)),
        row.get("given_at", Instant.class));
  }
}

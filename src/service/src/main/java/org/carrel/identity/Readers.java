package org.carrel.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;

/** The people with an account, known by issuer and subject; an address joins no two of them. */
@ApplicationScoped
public class Readers {
  private final EntityManager entities;
  private final Clock clock;

  Readers(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** What the provider of logins states of a person. */
  record Claims(String issuer, String subject, EmailAddress email, boolean emailVerified) {}

  /** The reader with these claims: found as they are, else written down or brought up to date. */
  @Transactional
  Reader of(Claims claims) {
    return find(claims)
        .filter(reader -> reader.email().equals(claims.email()))
        .filter(reader -> reader.emailVerified() == claims.emailVerified())
        .orElseGet(() -> write(claims));
  }

  /** The reader with this id. */
  @Transactional
  public Optional<Reader> find(String id) {
    return entities
        .createNativeQuery(
            "select id, subject, email, email_verified from readers where id = :id", Tuple.class)
        .setParameter("id", id)
        .getResultStream()
        .map(row -> reader((Tuple) row))
        .findFirst();
  }

  /** The readers whose provider of logins says that this address is proven to be theirs. */
  @Transactional
  public List<Reader> provenBy(EmailAddress email) {
    return entities
        .createNativeQuery(
            "select id, subject, email, email_verified from readers"
                + " where lower(email) = :email and email_verified",
            Tuple.class)
        .setParameter("email", email.normalized())
        .getResultStream()
        .map(row -> reader((Tuple) row))
        .toList();
  }

  @SuppressWarnings("unchecked") // a native query with Tuple gives tuples
  private Optional<Reader> find(Claims claims) {
    return entities
        .createNativeQuery(
            "select id, subject, email, email_verified from readers"
                + " where issuer = :issuer and subject = :subject",
            Tuple.class)
        .setParameter("issuer", claims.issuer())
        .setParameter("subject", claims.subject())
        .getResultStream()
        .map(row -> reader((Tuple) row))
        .findFirst();
  }

  private Reader write(Claims claims) {
    Object id =
        entities
            .createNativeQuery(
                "insert into readers"
                    + " (id, issuer, subject, email, email_verified, created_at, updated_at)"
                    + " values (:id, :issuer, :subject, :email, :verified, :now, :now)"
                    + " on conflict (issuer, subject) do update set email = excluded.email,"
                    + " email_verified = excluded.email_verified,"
                    // of two at once the later to write may have read the clock first
                    + " updated_at = greatest(readers.updated_at, excluded.updated_at)"
                    + " returning id",
                String.class)
            .setParameter("id", Ids.of("r"))
            .setParameter("issuer", claims.issuer())
            .setParameter("subject", claims.subject())
            .setParameter("email", claims.email().value())
            .setParameter("verified", claims.emailVerified())
            .setParameter("now", clock.instant())
            .getSingleResult();
    return new Reader((String) id, claims.subject(), claims.email(), claims.emailVerified());
  }

  private static Reader reader(Tuple row) {
    return new Reader(
        row.get("id", String.class),
        row.get("subject", String.class),
        new EmailAddress(row.get("email", String.class)),
        row.get("email_verified", Boolean.class));
  }
}

package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.carrel.base.EmailAddress;
import org.carrel.base.Micros;

/** Whom to write to at which institution. */
@ApplicationScoped
public class Contacts {
  private final EntityManager entities;
  private final AuditLog audit;
  private final Clock clock;

  Contacts(EntityManager entities, AuditLog audit, Clock clock) {
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /** The contacts of an institution, by role. */
  @Transactional
  public List<Contact> of(String institutionId) {
    return entities
        .createNativeQuery(
            "select email, name, role from contacts where institution_id = :id"
                + " order by role, name, email",
            Tuple.class)
        .setParameter("id", institutionId)
        .getResultStream()
        .map(row -> contact((Tuple) row))
        .toList();
  }

  /** Adds a contact; the same address in the same role takes the new name. */
  @Transactional
  public void add(String institutionId, Contact contact, String by) {
    entities
        .createNativeQuery(
            "insert into contacts (institution_id, email, role, name, added_at)"
                + " values (:id, :email, :role, :name, :now)"
                + " on conflict (institution_id, email, role) do update set name = excluded.name")
        .setParameter("id", institutionId)
        .setParameter("email", contact.email().normalized())
        .setParameter("role", contact.role().name())
        .setParameter("name", contact.name())
        .setParameter("now", Micros.now(clock))
        .executeUpdate();
    note("institution.contact_added", institutionId, contact.role(), by);
  }

  /** Removes an address from a role; whether it was there. */
  @Transactional
  public boolean remove(String institutionId, EmailAddress email, ContactRole role, String by) {
    int removed =
        entities
            .createNativeQuery(
                "delete from contacts where institution_id = :id and email = :email"
                    + " and role = :role")
            .setParameter("id", institutionId)
            .setParameter("email", email.normalized())
            .setParameter("role", role.name())
            .executeUpdate();
    if (removed > 0) {
      note("institution.contact_removed", institutionId, role, by);
    }
    return removed > 0;
  }

  private void note(String action, String institutionId, ContactRole role, String by) {
    String about = role.name().toLowerCase(Locale.ROOT);
    audit.record(action, institutionId, Map.of("by", by, "role", about));
  }

  private static Contact contact(Tuple row) {
    return new Contact(
        new EmailAddress(row.get("email", String.class)),
        row.get("name", String.class),
        ContactRole.valueOf(row.get("role", String.class)));
  }
}

package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.SignOns;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.base.Micros;
import org.jspecify.annotations.Nullable;

/**
 * The providers through which people of institutions sign in, and for which institutions each
 * speaks. Staff register them, and that approves them; an entityID or issuer belongs to one record,
 * whoever asks for another.
 */
@ApplicationScoped
public class Providers {
  private static final int MOST_FOUND = 20;
  private static final String CHOICE =
      "select a.id, i.name as institution, p.name as provider, p.alias from sign_on_institutions a"
          + " join institutions i on i.id = a.institution_id"
          + " join sign_on_providers p on p.id = a.provider_id where i.merged_into is null and ";

  private final EntityManager entities;
  private final SignOns signOns;
  private final AuditLog audit;
  private final Clock clock;

  Providers(EntityManager entities, SignOns signOns, AuditLog audit, Clock clock) {
    this.entities = entities;
    this.signOns = signOns;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A way in that a person can choose.
   *
   * @param id the attachment's
   * @param institution name of the institution
   * @param provider name of the provider
   * @param alias the provider at Keycloak
   */
  public record Choice(String id, String institution, String provider, String alias) {}

  /** What came of attaching an institution. */
  public enum Attached {
    ATTACHED,
    /** The provider speaks for another institution there: by this scope, or where none is named. */
    TAKEN,
    /** The scope is none of the provider's. */
    NO_SUCH_SCOPE,
    /** The provider has several scopes, and none was named. */
    SCOPE_MISSING
  }

  /**
   * Registers a provider, and approves it.
   *
   * @param by the reader's id of the member of staff
   * @return nothing where its entityID or issuer, or its alias, belongs to another record
   */
  @Transactional
  public Optional<Provider> register(NewProvider made, String by) {
    String id = Ids.of("v");
    int written =
        entities
            .createNativeQuery(
                "insert into sign_on_providers (id, name, protocol, entity_id, alias, approved_at,"
                    + " approved_by) values (:id, :name, :protocol, :entity, :alias, :now, :by)"
                    + " on conflict do nothing")
            .setParameter("id", id)
            .setParameter("name", made.name())
            .setParameter("protocol", made.protocol().name())
            .setParameter("entity", made.entityId())
            .setParameter("alias", made.alias())
            .setParameter("now", Micros.now(clock))
            .setParameter("by", by)
            .executeUpdate();
    if (written == 0) {
      return Optional.empty();
    }
    for (DomainName scope : made.scopes()) {
      entities
          .createNativeQuery("insert into sign_on_scopes (provider_id, scope) values (:id, :scope)")
          .setParameter("id", id)
          .setParameter("scope", scope.value())
          .executeUpdate();
    }
    audit.record("provider.approved", id, Map.of("by", by, "entity", made.entityId()));
    return byId(id);
  }

  /**
   * Lets a provider speak for an institution.
   *
   * @param scope one of its scopes; null for all that it says, where it has one scope at most
   */
  @Transactional
  public Attached attach(
      Provider provider, Institution institution, @Nullable String scope, String by) {
    if (scope != null && !provider.scopes().contains(scope)) {
      return Attached.NO_SUCH_SCOPE;
    }
    if (scope == null && provider.scopes().size() > 1) {
      return Attached.SCOPE_MISSING;
    }
    String id = Ids.of("t");
    int written =
        entities
            .createNativeQuery(
                "insert into sign_on_institutions (id, provider_id, institution_id, scope,"
                    + " attached_at, attached_by) values (:id, :provider, :institution,"
                    + " cast(:scope as text), :now, :by) on conflict do nothing")
            .setParameter("id", id)
            .setParameter("provider", provider.id())
            .setParameter("institution", institution.id())
            .setParameter("scope", scope)
            .setParameter("now", Micros.now(clock))
            .setParameter("by", by)
            .executeUpdate();
    if (written == 0) {
      return Attached.TAKEN;
    }
    audit.record("provider.attached", institution.id(), Map.of("attachment", id, "by", by));
    return Attached.ATTACHED;
  }

  /** Ends that, with every sign-on that came of it; twice is once. */
  @Transactional
  public void detach(Attachment found, String by) {
    int ended =
        entities
            .createNativeQuery("delete from sign_on_institutions where id = :id")
            .setParameter("id", found.id())
            .executeUpdate();
    if (ended > 0) {
      signOns.endOf(found.id());
      audit.record(
          "provider.detached", found.institutionId(), Map.of("attachment", found.id(), "by", by));
    }
  }

  @Transactional
  public Optional<Provider> byId(String id) {
    return Optional.ofNullable(entities.find(Provider.class, id));
  }

  @Transactional
  public Optional<Provider> byAlias(String alias) {
    return entities
        .createQuery("from Provider p where p.alias = :alias", Provider.class)
        .setParameter("alias", alias)
        .getResultStream()
        .findFirst();
  }

  /** The record to which an entityID or issuer belongs. */
  @Transactional
  public Optional<Provider> byEntityId(SignOnProtocol protocol, String entityId) {
    return entities
        .createQuery(
            "from Provider p where p.protocol = :protocol and p.entityId = :id", Provider.class)
        .setParameter("protocol", protocol)
        .setParameter("id", entityId)
        .getResultStream()
        .findFirst();
  }

  /** All of them, by name. */
  @Transactional
  public List<Provider> all() {
    return entities
        .createQuery("from Provider p order by lower(p.name), p.id", Provider.class)
        .getResultList();
  }

  /** For which institutions a provider speaks; first where no scope is named. */
  @Transactional
  public List<Attachment> attachmentsOf(String providerId) {
    return entities
        .createQuery(
            "from Attachment a where a.providerId = :id order by a.scope nulls first, a.id",
            Attachment.class)
        .setParameter("id", providerId)
        .getResultList();
  }

  /** The attachments of providers to an institution, by the provider's name. */
  @Transactional
  public List<Attachment> of(String institutionId) {
    return entities
        .createQuery(
            "select a from Attachment a, Provider p where p.id = a.providerId"
                + " and a.institutionId = :id order by lower(p.name), a.id",
            Attachment.class)
        .setParameter("id", institutionId)
        .getResultList();
  }

  /** The same, each to stay until the caller's transaction ends: a detachment waits for it. */
  @Transactional(Transactional.TxType.MANDATORY)
  List<Attachment> holdAttachmentsOf(String providerId) {
    return entities
        .createQuery(
            "from Attachment a where a.providerId = :id order by a.scope nulls first, a.id",
            Attachment.class)
        .setParameter("id", providerId)
        .setLockMode(LockModeType.PESSIMISTIC_READ)
        .getResultList();
  }

  /** The ways in for an institution's name, or a part of it, or for a domain or mail address. */
  @Transactional
  public List<Choice> search(String text) {
    String asked = text.strip();
    if (asked.isEmpty()) {
      return List.of();
    }
    String part = asked.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
    String domain = DomainName.parse(asked).map(DomainName::value).orElse("");
    return entities
        .createNativeQuery(
            CHOICE
                + "(lower(i.name) like :part escape '!' or i.domain = :domain"
                + " or cast(:domain as text) like '%.' || i.domain or exists (select from sign_on_scopes s"
                + " where s.provider_id = p.id and s.scope = :domain"
                + " and coalesce(a.scope, s.scope) = s.scope))"
                + " order by lower(i.name), p.name, a.id",
            Tuple.class)
        .setParameter("part", "%" + part + "%")
        .setParameter("domain", domain)
        .setMaxResults(MOST_FOUND)
        .getResultStream()
        .map(row -> choice((Tuple) row))
        .toList();
  }

  /** A way in by the attachment's id. */
  @Transactional
  public Optional<Choice> choice(String attachmentId) {
    return entities
        .createNativeQuery(CHOICE + "a.id = :id", Tuple.class)
        .setParameter("id", attachmentId)
        .getResultStream()
        .map(row -> choice((Tuple) row))
        .findFirst();
  }

  private static Choice choice(Tuple row) {
    return new Choice(
        row.get("id", String.class),
        row.get("institution", String.class),
        row.get("provider", String.class),
        row.get("alias", String.class));
  }
}

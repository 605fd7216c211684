package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carrel.access.Affiliation;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.base.Micros;
import org.carrel.base.Window;

/** What staff gave institutions without payment: each is one grant, from its first day on. */
@ApplicationScoped
public class Courtesies {
  private final EntityManager entities;
  private final Grants grants;
  private final AuditLog audit;
  private final Clock clock;

  Courtesies(EntityManager entities, Grants grants, AuditLog audit, Clock clock) {
    this.entities = entities;
    this.grants = grants;
    this.audit = audit;
    this.clock = clock;
  }

  /** As below, for the institution's own people alone. */
  @Transactional
  public Courtesy give(
      Institution institution, Set<Integer> collections, Courtesy.Terms terms, String by) {
    return give(institution, collections, Set.of(), terms, by);
  }

  /**
   * Gives an institution access, from the beginning of the first day to the end of the last in its
   * zone.
   *
   * @param collections numbers; empty for every collection, also later ones
   * @param alsoAdmits who reads by it, of those who sign in, besides the institution's own people
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public Courtesy give(
      Institution institution,
      Set<Integer> collections,
      Set<Affiliation> alsoAdmits,
      Courtesy.Terms terms,
      String by) {
    String id = Ids.of("c");
    ZoneId zone = institution.zone();
    Window window =
        new Window(
            terms.firstDay().atStartOfDay(zone).toInstant(),
            terms.lastDay().plusDays(1).atStartOfDay(zone).toInstant());
    Source source = new Source("courtesy", id);
    String grant =
        grants.grant(NewGrant.of(institution.holder(), source, collections, Limits.NONE));
    grants.admit(grant, alsoAdmits);
    grants.start(grant, window);
    Courtesy courtesy = new Courtesy(id, institution.id(), grant, terms, by, Micros.now(clock));
    entities.persist(courtesy);
    audit.record("courtesy.given", institution.id(), Map.of("grant", grant, "by", by));
    return courtesy;
  }

  /** Takes it back now; twice is once. */
  @Transactional
  public void end(Courtesy found, String by) {
    Courtesy courtesy = entities.find(Courtesy.class, found.id());
    if (courtesy.endedAt().isEmpty()) {
      courtesy.end(by, Micros.now(clock));
      grants.revoke(courtesy.grantId(), "courtesy ended");
      audit.record(
          "courtesy.ended",
          courtesy.institutionId(),
          Map.of("grant", courtesy.grantId(), "by", by));
    }
  }

  /** All that an institution was given, the latest first. */
  @Transactional
  public List<Courtesy> of(String institutionId) {
    return entities
        .createQuery(
            "from Courtesy c where c.institutionId = :id order by c.givenAt desc, c.id",
            Courtesy.class)
        .setParameter("id", institutionId)
        .getResultList();
  }

  /** One of an institution's. */
  @Transactional
  public Optional<Courtesy> of(String institutionId, String id) {
    return Optional.ofNullable(entities.find(Courtesy.class, id))
        .filter(courtesy -> courtesy.institutionId().equals(institutionId));
  }
}

package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carrel.audit.AuditLog;
import org.carrel.base.Micros;

/** All institutions. */
@ApplicationScoped
public class Institutions {
  /** The most that a search gives. */
  public static final int MOST_FOUND = 100;

  private static final int MOST_ALIKE = 5;
  private static final int MOST_ABOVE = 16;
  private static final String HOLDER = "institution:";

  private final EntityManager entities;
  private final AuditLog audit;
  private final Clock clock;

  Institutions(EntityManager entities, AuditLog audit, Clock clock) {
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /** The holder of the grants of the institution with this id. */
  public static String holderOf(String id) {
    return HOLDER + id;
  }

  @Transactional
  public Optional<Institution> byId(String id) {
    return Optional.ofNullable(entities.find(Institution.class, id));
  }

  /** The institution with this id, its row held until the caller's transaction ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Institution lock(String id) {
    return entities.find(Institution.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Institutions of exactly this domain, which staff entered; those merged away are left out. */
  @Transactional
  public List<Institution> ofDomain(DomainName domain) {
    return entities
        .createQuery(
            "from Institution i where i.domain = :domain and i.mergedInto is null order by i.id",
            Institution.class)
        .setParameter("domain", domain.value())
        .getResultList();
  }

  @Transactional
  public Optional<Institution> byRor(RorId ror) {
    return entities
        .createQuery("from Institution i where i.rorId = :ror", Institution.class)
        .setParameter("ror", ror.value())
        .getResultStream()
        .findFirst();
  }

  /**
   * Institutions by whatever a person has at hand: a part of the name or domain, a ROR id, an id of
   * ours; all of them for an empty text. By name, at most {@link #MOST_FOUND}.
   */
  @Transactional
  public List<Institution> search(String text) {
    String asked = text.strip();
    String part = asked.toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0");
    return entities
        .createQuery(
            "from Institution i where lower(i.name) like :part escape '\\'"
                + " or i.domain like :part escape '\\' or i.rorId = :ror or i.id = :id"
                + " order by lower(i.name), i.id",
            Institution.class)
        .setParameter("part", "%" + part + "%")
        .setParameter("ror", RorId.parse(asked).map(RorId::value).orElse(""))
        .setParameter("id", asked)
        .setMaxResults(MOST_FOUND)
        .getResultList();
  }

  /**
   * Institutions that these words may mean: of this ROR id, of one of these domains, or of exactly
   * this name; those that turned out to be another are left out.
   */
  @Transactional
  public List<Institution> alike(String name, Collection<String> domains, Optional<RorId> ror) {
    return entities
        .createQuery(
            "from Institution i where i.mergedInto is null and (i.rorId = :ror"
                + " or i.domain in :domains or lower(i.name) = :name) order by lower(i.name), i.id",
            Institution.class)
        .setParameter("ror", ror.map(RorId::value).orElse(""))
        .setParameter("domains", domains)
        .setParameter("name", name.toLowerCase(Locale.ROOT))
        .setMaxResults(MOST_ALIKE)
        .getResultList();
  }

  /** The id itself, and the ids of all that were merged into it, over however many steps. */
  @Transactional
  public List<String> formerOf(String id) {
    return entities
        .createNativeQuery(
            "with recursive former (id) as (select cast(:id as text) union select i.id from"
                + " institutions i join former f on i.merged_into = f.id) select id from former",
            String.class)
        .setParameter("id", id)
        .getResultStream()
        .map(String.class::cast)
        .toList();
  }

  /** The institutions that are part of this one, by name. */
  @Transactional
  public List<Institution> partsOf(String id) {
    return entities
        .createQuery(
            "from Institution i where i.parentId = :id and i.mergedInto is null order by lower(i.name), i.id",
            Institution.class)
        .setParameter("id", id)
        .getResultList();
  }

  /** The ids of the institution and of those above it, the nearest first. */
  @Transactional
  List<String> line(Institution institution) {
    List<String> line = new ArrayList<>(List.of(institution.id()));
    Optional<String> above = institution.parentId();
    while (above.isPresent() && line.size() < MOST_ABOVE && !line.contains(above.get())) {
      line.add(above.get());
      above = byId(above.get()).flatMap(Institution::parentId);
    }
    return line;
  }

  /**
   * Adds an institution.
   *
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public Institution add(NewInstitution known, String by) {
    Institution institution = new Institution(known, Micros.now(clock));
    entities.persist(institution);
    entities.flush();
    audit.record("institution.added", institution.id(), Map.of("by", by));
    return institution;
  }

  /**
   * Corrects what is known of an institution. What was signed, given and quoted before stays as it
   * was.
   *
   * @param seen its change count, as the member of staff looked at it
   * @param by the reader's id of the member of staff
   * @return whether it was as they saw it
   */
  @Transactional
  public boolean correct(String id, long seen, NewInstitution known, String by) {
    Institution institution = entities.find(Institution.class, id, LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(institution);
    if (institution.version() != seen || institution.mergedInto().isPresent()) {
      return false;
    }
    institution.correct(known);
    entities.flush();
    audit.record("institution.corrected", id, Map.of("by", by));
    return true;
  }
}

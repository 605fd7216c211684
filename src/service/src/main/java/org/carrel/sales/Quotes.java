package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Secrets;

/** All quotes and their versions. */
@ApplicationScoped
public class Quotes {
  private static final int MOST_LISTED = 200;

  /** The newest version of each quote that was not discarded, else the newest of all. */
  private static final String CURRENT =
      "select new org.carrel.sales.Quotes$Listed(q, v) from QuoteVersion v join Quote q on q.id ="
          + " v.quoteId where v.number = coalesce((select max(w.number) from QuoteVersion w where"
          + " w.quoteId = v.quoteId and w.state <> org.carrel.sales.QuoteState.DISCARDED), (select"
          + " max(x.number) from QuoteVersion x where x.quoteId = v.quoteId))";

  private final EntityManager entities;

  Quotes(EntityManager entities) {
    this.entities = entities;
  }

  /** A quote and one of its versions. */
  public record Listed(Quote quote, QuoteVersion version) {}

  @Transactional
  public Optional<Quote> byId(String id) {
    return Optional.ofNullable(entities.find(Quote.class, id));
  }

  /** The versions of a quote, the newest first. */
  @Transactional
  public List<QuoteVersion> versionsOf(String quoteId) {
    return entities
        .createQuery(
            "from QuoteVersion v where v.quoteId = :quote order by v.number desc",
            QuoteVersion.class)
        .setParameter("quote", quoteId)
        .getResultList();
  }

  /** The version of each quote that counts, where it is in one of these states. */
  @Transactional
  public List<Listed> in(Collection<QuoteState> states) {
    return entities
        .createQuery(CURRENT + " and v.state in :states order by v.editedAt desc", Listed.class)
        .setParameter("states", states)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** The version that counts of each quote of these institutions, the newest first. */
  @Transactional
  public List<Listed> ofInstitution(Collection<String> ids) {
    return entities
        .createQuery(
            CURRENT + " and q.institutionId in :institutions order by v.editedAt desc",
            Listed.class)
        .setParameter("institutions", ids)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** The version that counts of each quote that renews an agreement, the newest first. */
  @Transactional
  public List<Listed> renewing(String agreementId) {
    return entities
        .createQuery(CURRENT + " and q.renews = :agreement order by v.editedAt desc", Listed.class)
        .setParameter("agreement", agreementId)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /**
   * The version that counts: the newest that was not discarded, else the newest.
   *
   * @param versions all of a quote, the newest first
   */
  public static QuoteVersion current(List<QuoteVersion> versions) {
    return versions.stream()
        .filter(version -> version.state() != QuoteState.DISCARDED)
        .findFirst()
        .orElseGet(() -> versions.get(0));
  }

  /** The version that a mailed link opens. */
  @Transactional
  public Optional<Listed> bySecret(String secret) {
    return Optional.ofNullable(entities.find(QuoteLink.class, Secrets.hash(secret)))
        .flatMap(link -> listed(link.versionId()));
  }

  /** A version with its quote. */
  @Transactional
  public Optional<Listed> listed(String versionId) {
    return Optional.ofNullable(entities.find(QuoteVersion.class, versionId))
        .map(version -> new Listed(entities.find(Quote.class, version.quoteId()), version));
  }

  /** The acceptance that stands of a version. */
  @Transactional
  public Optional<Acceptance> acceptanceOf(String versionId) {
    return entities
        .createQuery(
            "from Acceptance a where a.versionId = :version and a.acceptedAt is not null",
            Acceptance.class)
        .setParameter("version", versionId)
        .getResultStream()
        .findFirst();
  }

  /**
   * All versions of a quote, the newest first, under the quote's lock: what is done to one of them
   * is done to none other at the same time.
   */
  @Transactional(TxType.MANDATORY)
  List<QuoteVersion> lock(String quoteId) {
    if (entities.find(Quote.class, quoteId, LockModeType.PESSIMISTIC_WRITE) == null) {
      return List.of();
    }
    List<QuoteVersion> versions = versionsOf(quoteId);
    versions.forEach(entities::refresh);
    return versions;
  }

  @Transactional(TxType.MANDATORY)
  Optional<Acceptance> acceptance(String secret) {
    return entities
        .createQuery("from Acceptance a where a.secretHash = :hash", Acceptance.class)
        .setParameter("hash", Secrets.hash(secret))
        .getResultStream()
        .findFirst();
  }

  @Transactional(TxType.MANDATORY)
  void add(Object entity) {
    entities.persist(entity);
  }

  @Transactional(TxType.MANDATORY)
  void flush() {
    entities.flush();
  }

  /** Quotes whose open version is over. */
  @Transactional
  List<String> over(Instant now, int most) {
    return entities
        .createQuery(
            "select v.quoteId from QuoteVersion v where v.state = :sent and v.openUntil <= :now",
            String.class)
        .setParameter("sent", QuoteState.SENT)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList();
  }
}

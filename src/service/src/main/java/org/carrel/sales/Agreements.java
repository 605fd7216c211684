package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All agreements. */
@ApplicationScoped
public class Agreements {
  private static final int MOST_LISTED = 200;

  private final EntityManager entities;

  Agreements(EntityManager entities) {
    this.entities = entities;
  }

  /** What an agreement gave one institution. */
  public record Given(String institutionId, String grantId) {}

  @Transactional
  public Optional<Agreement> byId(String id) {
    return Optional.ofNullable(entities.find(Agreement.class, id));
  }

  /** Agreements, those that end first at the top; those that are over for good last. */
  @Transactional
  public List<Agreement> all() {
    return entities
        .createQuery(
            "from Agreement a order by case when a.settledAt is null then 0 else 1 end, a.lastDay,"
                + " a.id",
            Agreement.class)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** The agreements of these institutions, the latest first. */
  @Transactional
  public List<Agreement> of(Collection<String> institutionIds) {
    return entities
        .createQuery(
            "from Agreement a where a.institutionId in :institutions order by a.firstDay desc,"
                + " a.signedAt desc",
            Agreement.class)
        .setParameter("institutions", institutionIds)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** The agreement that a version of a quote became. */
  @Transactional
  public Optional<Agreement> ofVersion(String versionId) {
    return first("versionId", versionId);
  }

  /** The agreement that renews this one. */
  @Transactional
  public Optional<Agreement> successorOf(String id) {
    return first("predecessorId", id);
  }

  /** What it gave to whom. */
  @Transactional
  public List<Given> grantsOf(String id) {
    return entities
        .createNativeQuery(
            "select institution_id, grant_id from agreement_grants where agreement_id = :id"
                + " order by institution_id",
            Tuple.class)
        .setParameter("id", id)
        .getResultStream()
        .map(row -> given((Tuple) row))
        .toList();
  }

  @Transactional(TxType.MANDATORY)
  Optional<Agreement> lock(String id) {
    Agreement agreement = entities.find(Agreement.class, id);
    if (agreement != null) {
      entities.refresh(agreement, LockModeType.PESSIMISTIC_WRITE);
    }
    return Optional.ofNullable(agreement);
  }

  @Transactional(TxType.MANDATORY)
  void add(Agreement agreement, List<Given> given) {
    entities.persist(agreement);
    entities.flush();
    given.forEach(
        one ->
            entities
                .createNativeQuery(
                    "insert into agreement_grants (agreement_id, institution_id, grant_id)"
                        + " values (:agreement, :institution, :grant)")
                .setParameter("agreement", agreement.id())
                .setParameter("institution", one.institutionId())
                .setParameter("grant", one.grantId())
                .executeUpdate());
  }

  @Transactional(TxType.MANDATORY)
  void flush() {
    entities.flush();
  }

  /** Ids of those that the clock may have turned. */
  @Transactional
  List<String> due(Instant now, int most) {
    return entities
        .createQuery(
            "select a.id from Agreement a where a.lookAt <= :now order by a.lookAt", String.class)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList();
  }

  /** Has each that is not over looked at once more: the settings may be others than before. */
  @Transactional
  void lookAtAll(Instant now) {
    entities
        .createNativeQuery(
            "update agreements set look_at = :now, version = version + 1 where look_at > :now")
        .setParameter("now", now)
        .executeUpdate();
  }

  /** Whether a quote that renews it can still be accepted or is being written. */
  @Transactional(TxType.MANDATORY)
  boolean hasRenewalUnderWay(String id, Instant now) {
    return entities
        .createQuery(
            "select v from QuoteVersion v join Quote q on q.id = v.quoteId where q.renews = :id",
            QuoteVersion.class)
        .setParameter("id", id)
        .getResultStream()
        .map(version -> version.stateAt(now))
        .anyMatch(
            state ->
                state == QuoteState.DRAFT
                    || state == QuoteState.IN_APPROVAL
                    || state == QuoteState.SENT);
  }

  private static Given given(Tuple row) {
    return new Given(row.get("institution_id", String.class), row.get("grant_id", String.class));
  }

  private Optional<Agreement> first(String field, String value) {
    return entities
        .createQuery("from Agreement a where a." + field + " = :value", Agreement.class)
        .setParameter("value", value)
        .getResultStream()
        .findFirst();
  }
}

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
import org.carrel.catalog.Collections;

/** All trials. */
@ApplicationScoped
public class Trials {
  private static final List<TrialState> LIVE = List.of(TrialState.APPROVED, TrialState.RUNNING);
  private static final List<TrialState> PAST =
      List.of(TrialState.ENDED, TrialState.STOPPED, TrialState.CONVERTED, TrialState.DECLINED);
  private static final int MOST_LISTED = 200;

  private final EntityManager entities;
  private final Requests requests;
  private final Collections collections;

  Trials(EntityManager entities, Requests requests, Collections collections) {
    this.entities = entities;
    this.requests = requests;
    this.collections = collections;
  }

  /** A trial and its request, both held until the transaction ends. */
  record Held(Trial trial, Request request) {}

  @Transactional
  public Optional<Trial> find(String id) {
    return Optional.ofNullable(entities.find(Trial.class, id));
  }

  /** The trial that a request asks for; none before its people say so. */
  @Transactional
  public Optional<Trial> ofRequest(String requestId) {
    return entities
        .createQuery("from Trial t where t.requestId = :request", Trial.class)
        .setParameter("request", requestId)
        .getResultStream()
        .findFirst();
  }

  /** The trials of these institutions, the newest first. */
  @Transactional
  public List<Trial> of(Collection<String> institutionIds) {
    return entities
        .createQuery(
            "from Trial t where t.institutionId in :institutions order by t.askedAt desc, t.id",
            Trial.class)
        .setParameter("institutions", institutionIds)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** Those that wait for a decision, the oldest first. */
  @Transactional
  public List<Trial> waiting() {
    return listed("order by t.askedAt, t.id", List.of(TrialState.REQUESTED));
  }

  /** Those that run or begin later, the one that ends first at the top. */
  @Transactional
  public List<Trial> live() {
    return listed("order by t.endsAt, t.id", LIVE);
  }

  /** Those that came to their end, the newest first. */
  @Transactional
  public List<Trial> past() {
    return listed("order by t.settledAt desc, t.id", PAST);
  }

  /** What a trial is of, in words. */
  @Transactional
  public String titleOf(Trial trial) {
    if (trial.collections().isEmpty()) {
      return trial.decidedAt().isPresent() ? "The whole library" : "Please advise";
    }
    return String.join(
        ", ",
        collections.all().stream()
            .filter(one -> trial.collections().contains(one.number()))
            .map(org.carrel.catalog.Collection::name)
            .toList());
  }

  @Transactional(TxType.MANDATORY)
  void add(Trial trial) {
    entities.persist(trial);
    entities.flush();
  }

  /** Always the request first, so that two who act on a trial never wait for each other. */
  @Transactional(TxType.MANDATORY)
  Optional<Held> hold(String id) {
    return requestOf(id).flatMap(requests::lock).map(request -> new Held(lock(id), request));
  }

  /** The trial of a request that is held. */
  @Transactional(TxType.MANDATORY)
  Optional<Trial> hold(Request request) {
    return entities
        .createQuery("select t.id from Trial t where t.requestId = :request", String.class)
        .setParameter("request", request.id())
        .getResultStream()
        .findFirst()
        .map(this::lock);
  }

  private Trial lock(String id) {
    return entities.find(Trial.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Optional<String> requestOf(String id) {
    return entities
        .createQuery("select t.requestId from Trial t where t.id = :id", String.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** Approved ones whose first day has begun. */
  @Transactional
  List<String> toStart(Instant now) {
    return due("t.state = :state and t.startsAt <= :now", TrialState.APPROVED, now);
  }

  /** Running ones whose last day is over. */
  @Transactional
  List<String> toEnd(Instant now) {
    return due("t.state = :state and t.endsAt <= :now", TrialState.RUNNING, now);
  }

  /** Running ones that end by {@code when} and whose people were not told so many days before. */
  @Transactional
  List<String> toRemind(int daysBefore, Instant when) {
    return entities
        .createQuery(
            "select t.id from Trial t where t.state = :state and t.endsAt <= :when"
                + " and (t.reminded is null or t.reminded > :days) order by t.endsAt",
            String.class)
        .setParameter("state", TrialState.RUNNING)
        .setParameter("when", when)
        .setParameter("days", daysBefore)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** Those of these institutions that an accepted quote may be for. */
  @Transactional
  List<String> toConvert(Collection<String> institutionIds) {
    return entities
        .createQuery(
            "select t.id from Trial t where t.institutionId in :institutions"
                + " and t.state in :states order by t.id",
            String.class)
        .setParameter("institutions", institutionIds)
        .setParameter("states", List.of(TrialState.RUNNING, TrialState.ENDED))
        .getResultList();
  }

  private List<String> due(String where, TrialState state, Instant now) {
    return entities
        .createQuery("select t.id from Trial t where " + where, String.class)
        .setParameter("state", state)
        .setParameter("now", now)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  private List<Trial> listed(String how, List<TrialState> states) {
    return entities
        .createQuery("from Trial t where t.state in :states " + how, Trial.class)
        .setParameter("states", states)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }
}

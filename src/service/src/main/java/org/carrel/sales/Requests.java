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
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.institutions.IpRange;

/** All requests, and the links that open their private pages. */
@ApplicationScoped
public class Requests {
  private static final List<RequestState> OPEN =
      List.of(RequestState.RECEIVED, RequestState.IN_WORK);
  private static final List<RequestState> CLOSED =
      List.of(RequestState.ANSWERED, RequestState.DECLINED, RequestState.WITHDRAWN);
  private static final int MOST_LISTED = 200;

  private final EntityManager entities;

  Requests(EntityManager entities) {
    this.entities = entities;
  }

  @Transactional
  public Optional<Request> find(String id) {
    return Optional.ofNullable(entities.find(Request.class, id));
  }

  /** The request that a mailed secret opens. */
  @Transactional
  public Optional<Request> bySecret(String secret) {
    return idOf(secret).flatMap(this::find);
  }

  /** Requests that wait for a person, the one that is due first at the top. */
  @Transactional
  public List<Request> open() {
    return listed("where r.state in :states order by r.dueAt, r.id", OPEN);
  }

  /** Requests of confirmed addresses that came to their end, the newest first. */
  @Transactional
  public List<Request> closed() {
    return listed("where r.state in :states order by r.settledAt desc, r.id", CLOSED);
  }

  /** What the people of these institutions asked for, the newest first. */
  @Transactional
  public List<Request> of(Collection<String> institutionIds) {
    return entities
        .createQuery(
            "from Request r where r.institutionId in :institutions order by r.askedAt desc",
            Request.class)
        .setParameter("institutions", institutionIds)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** The ranges that came with a request, as they were written. */
  @Transactional
  public List<String> rangesOf(String id) {
    return entities
        .createNativeQuery(
            "select written from request_ranges where request_id = :id order by place",
            String.class)
        .setParameter("id", id)
        .getResultStream()
        .map(String.class::cast)
        .toList();
  }

  @Transactional(TxType.MANDATORY)
  Optional<Request> lock(String id) {
    return Optional.ofNullable(entities.find(Request.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  @Transactional(TxType.MANDATORY)
  Optional<Request> lockBySecret(String secret) {
    return idOf(secret).flatMap(this::lock);
  }

  @Transactional(TxType.MANDATORY)
  void add(Request request, List<IpRange> ranges) {
    entities.persist(request);
    entities.flush();
    for (int place = 0; place < ranges.size(); place++) {
      entities
          .createNativeQuery(
              "insert into request_ranges (request_id, place, written, first, last) values"
                  + " (:request, :place, :written, cast(:first as inet), cast(:last as inet))")
          .setParameter("request", request.id())
          .setParameter("place", place)
          .setParameter("written", ranges.get(place).written())
          .setParameter("first", ranges.get(place).first().getHostAddress())
          .setParameter("last", ranges.get(place).last().getHostAddress())
          .executeUpdate();
    }
  }

  /** Makes one more link to a request's private page and gives its secret. */
  @Transactional(TxType.MANDATORY)
  String link(Request request, Instant now) {
    String secret = Ids.random();
    entities
        .createNativeQuery(
            "insert into request_links (secret_hash, request_id, made_at) values (:hash, :id, :at)")
        .setParameter("hash", Secrets.hash(secret))
        .setParameter("id", request.id())
        .setParameter("at", now)
        .executeUpdate();
    return secret;
  }

  /** Ids of requests that nobody confirmed in time. */
  @Transactional
  List<String> overdue(Instant now) {
    return entities
        .createQuery(
            "select r.id from Request r where r.state = :state and r.confirmBy <= :now",
            String.class)
        .setParameter("state", RequestState.UNCONFIRMED)
        .setParameter("now", now)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }

  /** Forgets those that expired before {@code when}, with everything that they hold. */
  @Transactional
  int forgetExpired(Instant when) {
    return entities
        .createNativeQuery("delete from requests where state = 'EXPIRED' and settled_at < :when")
        .setParameter("when", when)
        .executeUpdate();
  }

  private Optional<String> idOf(String secret) {
    return entities
        .createNativeQuery(
            "select request_id from request_links where secret_hash = :hash", String.class)
        .setParameter("hash", Secrets.hash(secret))
        .getResultStream()
        .map(String.class::cast)
        .findFirst();
  }

  private List<Request> listed(String how, List<RequestState> states) {
    return entities
        .createQuery("from Request r " + how, Request.class)
        .setParameter("states", states)
        .setMaxResults(MOST_LISTED)
        .getResultList();
  }
}

package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;

/** All passes and the links that open them. */
@ApplicationScoped
public class Passes {
  private static final String HOLDER = "pass:";
  private static final int SKIP_LOCKED = -2;

  private final EntityManager entities;

  Passes(EntityManager entities) {
    this.entities = entities;
  }

  @Transactional
  public Optional<Pass> find(String id) {
    return Optional.ofNullable(entities.find(Pass.class, id));
  }

  /**
   * The passes behind these holders ({@code pass:p_…}), the newest first; other kinds are skipped.
   */
  @Transactional
  public List<Pass> heldBy(Collection<String> holders) {
    List<String> ids =
        holders.stream()
            .filter(holder -> holder.startsWith(HOLDER))
            .map(holder -> holder.substring(HOLDER.length()))
            .toList();
    return ids.isEmpty()
        ? List.of()
        : entities
            .createQuery("from Pass p where p.id in :ids order by p.issuedAt desc", Pass.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  /** The pass that an order gave, or that it added time to. */
  @Transactional
  public Optional<Pass> ofOrder(String orderId) {
    return yieldOf(orderId).flatMap(given -> find(given.passId()));
  }

  /** The pass that this very order gave; not one to which it only added time. */
  @Transactional
  public Optional<Pass> givenBy(String orderId) {
    return yieldOf(orderId)
        .filter(given -> given.kind() == Yield.Kind.PASS)
        .flatMap(given -> find(given.passId()));
  }

  /** What an order gave. */
  @Transactional
  public Optional<Yield> yieldOf(String orderId) {
    return Optional.ofNullable(entities.find(Yield.class, orderId));
  }

  /** What orders gave to a pass, the first the pass itself. */
  @Transactional
  public List<Yield> yieldsOf(String passId) {
    return entities
        .createQuery("from Yield y where y.passId = :pass order by y.givenAt", Yield.class)
        .setParameter("pass", passId)
        .getResultList();
  }

  @Transactional(TxType.MANDATORY)
  void add(Yield given) {
    entities.persist(given);
    entities.flush();
  }

  /** The pass behind an access link; nothing where there is no such link. */
  @Transactional
  public Optional<Pass> byLink(String secret) {
    return Optional.ofNullable(entities.find(AccessLink.class, Secrets.hash(secret)))
        .flatMap(link -> find(link.passId()));
  }

  @Transactional(TxType.MANDATORY)
  void add(Pass pass) {
    entities.persist(pass);
    entities.flush();
  }

  /** Makes a link and gives its secret, which only the mail will hold. */
  @Transactional(TxType.MANDATORY)
  String makeLink(Pass pass, Instant now) {
    String secret = Ids.random();
    entities.persist(new AccessLink(Secrets.hash(secret), pass.id(), now));
    return secret;
  }

  /** Ends all links to the pass that were mailed so far. */
  @Transactional(TxType.MANDATORY)
  void endLinks(Pass pass) {
    entities
        .createQuery("delete from AccessLink l where l.passId = :pass")
        .setParameter("pass", pass.id())
        .executeUpdate();
    entities
        .createQuery("delete from Claim c where c.passId = :pass")
        .setParameter("pass", pass.id())
        .executeUpdate();
  }

  /** The pass as it is committed now, its row locked until this transaction ends. */
  @Transactional(TxType.MANDATORY)
  Optional<Pass> lock(String id) {
    Pass pass = entities.find(Pass.class, id);
    if (pass != null) {
      entities.refresh(pass, LockModeType.PESSIMISTIC_WRITE);
    }
    return Optional.ofNullable(pass);
  }

  /** Running passes whose end is reached, locked; those that others hold are left for next time. */
  @Transactional(TxType.MANDATORY)
  List<Pass> over(Instant now, int most) {
    return due(
        "p.state = :state and p.endsAt <= :now order by p.endsAt", PassState.ACTIVE, now, most);
  }

  /** Waiting passes that can no longer be started, locked likewise. */
  @Transactional(TxType.MANDATORY)
  List<Pass> stale(Instant now, int most) {
    return due(
        "p.state = :state and p.activateBy <= :now order by p.activateBy",
        PassState.READY,
        now,
        most);
  }

  /** Passes whose end comes near, as their plans count that, locked likewise. */
  @Transactional(TxType.MANDATORY)
  List<Pass> toWarn(Instant now, int most) {
    return locked(
        entities
            .createQuery(
                "from Pass p where p.state in :states and p.warnAt <= :now order by p.warnAt",
                Pass.class)
            .setParameter("states", List.of(PassState.READY, PassState.ACTIVE))
            .setParameter("now", now)
            .setMaxResults(most));
  }

  /** Lapsed passes whose money is to go back, locked likewise. */
  @Transactional(TxType.MANDATORY)
  List<Pass> toRefund(Instant now, int most) {
    return locked(
        entities
            .createQuery("from Pass p where p.refundAt <= :now order by p.refundAt", Pass.class)
            .setParameter("now", now)
            .setMaxResults(most));
  }

  private static List<Pass> locked(TypedQuery<Pass> query) {
    return query
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
        .getResultList();
  }

  private List<Pass> due(String where, PassState state, Instant now, int most) {
    return locked(
        entities
            .createQuery("from Pass p where " + where, Pass.class)
            .setParameter("state", state)
            .setParameter("now", now)
            .setMaxResults(most));
  }
}

package org.carrel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carrel.base.Window;
import org.jboss.logging.Logger;

/**
 * All grants. Every change happens in the caller's transaction, under a lock of the grant's row, is
 * written at once, and is told as an event. To do again what is already so (revoke what is revoked,
 * lift what does not stand) changes nothing and tells nothing; what {@link GrantState#TABLE} does
 * not allow is an {@link IllegalStateException}.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Grants {
  private static final Logger LOG = Logger.getLogger(Grants.class);

  private final EntityManager entities;
  private final Clock clock;
  private final Event<Object> events;

  Grants(EntityManager entities, Clock clock, Event<Object> events) {
    this.entities = entities;
    this.clock = clock;
    this.events = events;
  }

  /** Makes a grant that waits for its window, and gives its id. A second one per source fails. */
  public String grant(NewGrant made) {
    entities.persist(new Grant(made, clock.instant()));
    entities.flush();
    LOG.infof("grant %s made for %s", made.id(), made.holder());
    return made.id();
  }

  /** Fixes the window of a waiting grant; the same window again changes nothing. */
  public void start(String grantId, Window window) {
    Grant grant = locked(grantId);
    if (grant.state() == GrantState.RUNNING && grant.window().equals(Optional.of(window))) {
      return;
    }
    grant.start(window);
    tell(grant, new GrantStarted(grantId));
  }

  /** Adds a reason for which the grant stands still. */
  public void suspend(String grantId, String reason) {
    Grant grant = locked(grantId);
    GrantState before = grant.state();
    if (openReasons(grantId).stream().anyMatch(s -> s.reason().equals(reason))) {
      return;
    }
    grant.suspend();
    entities.persist(new Suspension(grantId, reason, clock.instant()));
    tellIfChanged(grant, before, new GrantSuspended(grantId));
  }

  /** Lifts a reason; with the last one the grant resumes. */
  public void resume(String grantId, String reason) {
    Grant grant = locked(grantId);
    GrantState before = grant.state();
    List<Suspension> open = openReasons(grantId);
    List<Suspension> lifted = open.stream().filter(s -> s.reason().equals(reason)).toList();
    if (lifted.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    lifted.forEach(s -> s.lift(now));
    grant.resume(open.size() > lifted.size());
    tellIfChanged(grant, before, new GrantResumed(grantId));
  }

  /** Takes the grant back, whatever its state. */
  public void revoke(String grantId, String reason) {
    Grant grant = locked(grantId);
    if (!grant.isRevoked()) {
      grant.revoke(reason);
      tell(grant, new GrantRevoked(grantId));
    }
  }

  /** Gives a revoked grant back as its next incarnation; reasons that still stand suspend it. */
  public void restore(String grantId) {
    Grant grant = locked(grantId);
    if (grant.isRevoked()) {
      grant.restore(!openReasons(grantId).isEmpty());
      tell(grant, new GrantRestored(grantId));
    }
  }

  /** Moves the end of a started grant, forwards or back, to any instant after its start. */
  public void move(String grantId, Instant newEnd) {
    Grant grant = locked(grantId);
    if (!grant.window().map(w -> w.end().equals(newEnd)).orElse(false)) {
      grant.move(newEnd);
      tell(grant, new GrantMoved(grantId));
    }
  }

  /**
   * Moves the end of a started grant back. What was given out may name the old end, so all of it
   * ends here, as by a revocation, and the grant goes on at once as its next incarnation.
   *
   * @param reason why, for the moment of the revocation
   */
  public void shorten(String grantId, Instant newEnd, String reason) {
    boolean wasRevoked = locked(grantId).isRevoked();
    revoke(grantId, reason);
    move(grantId, newEnd);
    if (!wasRevoked) {
      restore(grantId);
    }
  }

  /** Sets what the grant allows in all. */
  public void limit(String grantId, Limits limits) {
    Grant grant = locked(grantId);
    if (!grant.limits().equals(limits)) {
      grant.limit(limits);
      tell(grant, new GrantMoved(grantId));
    }
  }

  /** Says which of {@code alum} and {@code affiliate} read by it too when they sign in. */
  public void admit(String grantId, Set<Affiliation> affiliations) {
    Grant grant = locked(grantId);
    if (!grant.alsoAdmits().equals(affiliations)) {
      grant.admit(affiliations);
      tell(grant, new GrantMoved(grantId));
    }
  }

  @Transactional(Transactional.TxType.REQUIRED)
  public Optional<Grant> find(String grantId) {
    return Optional.ofNullable(entities.find(Grant.class, grantId));
  }

  /**
   * The grant as it is committed now, its row held against change until this transaction ends.
   * Others may hold it too: for issuing, which must not overlook a revocation.
   */
  public Optional<Grant> hold(String grantId) {
    return fresh(grantId, LockModeType.PESSIMISTIC_READ);
  }

  private Grant locked(String grantId) {
    return fresh(grantId, LockModeType.PESSIMISTIC_WRITE)
        .orElseThrow(() -> new IllegalArgumentException("no grant " + grantId));
  }

  private Optional<Grant> fresh(String grantId, LockModeType lock) {
    Grant grant = entities.find(Grant.class, grantId);
    if (grant != null) {
      entities.refresh(grant, lock);
    }
    return Optional.ofNullable(grant);
  }

  private List<Suspension> openReasons(String grantId) {
    return entities
        .createQuery(
            "from Suspension where grantId = :grant and liftedAt is null", Suspension.class)
        .setParameter("grant", grantId)
        .getResultList();
  }

  private void tellIfChanged(Grant grant, GrantState before, Object event) {
    if (grant.state() == before) {
      entities.flush();
    } else {
      tell(grant, event);
    }
  }

  private void tell(Grant grant, Object event) {
    entities.flush();
    LOG.infof("grant %s is %s (%s)", grant.id(), grant.state(), event.getClass().getSimpleName());
    events.fire(event);
  }
}

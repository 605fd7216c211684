package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.carrel.access.DecideAccess;
import org.carrel.access.Decision;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Decision.Denied;
import org.carrel.access.Evidence;
import org.carrel.access.Reason;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.jboss.logging.Logger;

/** Decides whether a browser may read an item, and gives its document server a code if so. */
@ApplicationScoped
public class AuthorizeReading {
  private static final Logger LOG = Logger.getLogger(AuthorizeReading.class);

  private final DecideAccess access;
  private final EntityManager entities;
  private final Clock clock;

  AuthorizeReading(DecideAccess access, EntityManager entities, Clock clock) {
    this.access = access;
    this.entities = entities;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** A code, good for a minute, once. */
    record Code(String secret) implements Outcome {
      @Override
      public String toString() {
        return "Code";
      }
    }

    /** No access, and why. */
    record NoAccess(Reason reason) implements Outcome {}
  }

  /**
   * Decides. The address counts only where the client will state it again for the token.
   *
   * @param challenge PKCE S256 challenge, 43 characters
   * @param handle the item that is asked for
   */
  @Transactional
  public Outcome authorize(
      Client client, String challenge, Actions actions, String handle, Evidence evidence) {
    Evidence believed = client.assertsAddress() ? evidence : evidence.at(null);
    Decision decision = access.decide(believed, handle);
    if (decision instanceof Denied denied) {
      LOG.infof("no code for %s: %s (%s)", client.id(), denied.reason(), denied.grantId());
      return new Outcome.NoAccess(denied.reason());
    }
    Allowed allowed = (Allowed) decision;
    String secret = Ids.random();
    entities.persist(
        new AuthorizationCode(
            Secrets.hash(secret),
            client,
            challenge,
            actions,
            allowed,
            believed,
            clock.instant().truncatedTo(ChronoUnit.MICROS)));
    LOG.infof("code for %s on grant %s", client.id(), allowed.grantId());
    return new Outcome.Code(secret);
  }
}

package org.carrel.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.carrel.base.Secrets;

/**
 * Logins on shared computers, each tied to the device session of its browser: the login is good
 * only while that session is, so that it too ends with the browser or after 15 idle minutes.
 */
@ApplicationScoped
public class SharedLogins {
  private final EntityManager entities;
  private final Clock clock;

  SharedLogins(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Ties a login to a device session.
   *
   * @param session the login's session at the provider
   */
  @Transactional
  public void tie(String session, String deviceSessionId) {
    entities.flush(); // the device session may be new in this transaction
    entities
        .createNativeQuery(
            "insert into shared_logins (session_hash, device_session_id, since)"
                + " values (:session, :device, :now) on conflict (session_hash)"
                + " do update set device_session_id = excluded.device_session_id")
        .setParameter("session", Secrets.hash(session))
        .setParameter("device", deviceSessionId)
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  /** The device session to which a login is tied; nothing where it is not. */
  @Transactional
  Optional<String> deviceOf(String session) {
    return entities
        .createNativeQuery(
            "select device_session_id from shared_logins where session_hash = :session",
            String.class)
        .setParameter("session", Secrets.hash(session))
        .getResultStream()
        .map(String.class::cast)
        .findFirst();
  }
}

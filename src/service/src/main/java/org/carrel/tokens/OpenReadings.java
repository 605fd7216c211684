package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.carrel.base.Signatures;

/**
 * The sessions at document servers that rest on a browser's device session, so that whoever leaves
 * the browser leaves them too. Each has a name that only the server and we know.
 */
@ApplicationScoped
public class OpenReadings {
  private static final String PURPOSE = "reading";
  private static final int NAME_LENGTH = 22;

  private final EntityManager entities;
  private final Clients clients;
  private final Signatures signatures;

  OpenReadings(EntityManager entities, Clients clients, Signatures signatures) {
    this.entities = entities;
    this.clients = clients;
    this.signatures = signatures;
  }

  /** The clients at which the device session has something open and that can be asked to end it. */
  @Transactional
  public List<Client> of(String deviceSessionId) {
    return entities
        .createQuery(
            "select distinct r.clientId from RefreshToken r where r.deviceSessionId = :device"
                + " and r.endedAt is null order by r.clientId",
            String.class)
        .setParameter("device", deviceSessionId)
        .getResultStream()
        .flatMap(id -> clients.find(id).stream())
        .filter(client -> client.leaveUri().isPresent())
        .toList();
  }

  /**
   * The name of a device session's reading at a client: {@code sid} in token answers. It takes our
   * key to find it, so that whoever learns the session's id can end nothing by it.
   */
  public String name(String clientId, String deviceSessionId) {
    return signatures.sign(PURPOSE, clientId + " " + deviceSessionId).substring(0, NAME_LENGTH);
  }
}

package org.carrel.tokens;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;

/** The registered clients, from the configuration. */
@Singleton
public class Clients {
  private final Map<String, Client> clients = new TreeMap<>();
  private final Map<String, String> secretHashes = new TreeMap<>();
  private final String hashOfNobody = Secrets.hash(Ids.random());

  Clients(TokensConfig config) {
    config
        .clients()
        .forEach(
            (id, client) -> {
              String setting = "carrel.clients." + id;
              URI redirect = URI.create(client.redirectUri());
              if (!redirect.isAbsolute() || redirect.getRawFragment() != null) {
                throw new IllegalStateException(
                    setting + ".redirect-uri: needs an absolute URI without a fragment");
              }
              if (client.secret().length() < 16) {
                throw new IllegalStateException(setting + ".secret: needs 16 characters or more");
              }
              clients.put(
                  id,
                  new Client(
                      id,
                      client.redirectUri(),
                      client.resource(),
                      client.leaveUri(),
                      client.algorithm(),
                      client.assertAddress()));
              secretHashes.put(id, Secrets.hash(client.secret()));
            });
  }

  public Optional<Client> find(String id) {
    return Optional.ofNullable(clients.get(id));
  }

  /** The client that {@code id} and {@code secret} prove; in time that tells nothing of either. */
  public Optional<Client> authenticate(String id, String secret) {
    String expected = secretHashes.getOrDefault(id, hashOfNobody);
    return Secrets.same(expected, Secrets.hash(secret)) ? find(id) : Optional.empty();
  }

  /** Every algorithm for which keys must be there: ES256, and what clients asked for. */
  Set<Algorithm> algorithms() {
    Set<Algorithm> used = EnumSet.of(Algorithm.ES256);
    clients.values().forEach(client -> used.add(client.algorithm()));
    return used;
  }
}

package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.carrel.tokens.Client;
import org.carrel.tokens.Clients;
import org.carrel.web.ClientAddresses;
import org.carrel.web.RateLimits;
import org.jboss.logging.Logger;

/** Who calls: {@code client_secret_basic} (RFC 6749 2.3.1), the only method that is offered. */
@Singleton
class ClientLogin {
  private static final Logger LOG = Logger.getLogger(ClientLogin.class);
  private static final int FAILURES = 30;
  private static final Duration IN = Duration.ofMinutes(1);

  private final Clients clients;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  ClientLogin(Clients clients, RateLimits limits, ClientAddresses addresses) {
    this.clients = clients;
    this.limits = limits;
    this.addresses = addresses;
  }

  /**
   * The client that the request proves to come from. Failures are limited by network address; who
   * has the secret is not held up by those who have not.
   */
  Client require(RoutingContext request) {
    Optional<Client> client =
        parse(request.request().getHeader("Authorization"))
            .flatMap(
                basic ->
                    clients.authenticate(
                        basic.getClientID().getValue(), basic.getClientSecret().getValue()));
    if (client.isEmpty()) {
      limits.take("client-login", addresses.key(request), FAILURES, IN);
      LOG.warn("a client did not prove who it is");
      throw new OAuthFailure(OAuth2Error.INVALID_CLIENT);
    }
    return client.get();
  }

  private static Optional<ClientSecretBasic> parse(String authorization) {
    try {
      return authorization == null
          ? Optional.empty()
          : Optional.of(ClientSecretBasic.parse(authorization));
    } catch (ParseException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}

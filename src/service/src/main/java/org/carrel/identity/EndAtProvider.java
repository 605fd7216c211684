package org.carrel.identity;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends a login at the provider of logins. */
@ApplicationScoped
public class EndAtProvider {
  private static final Logger LOG = Logger.getLogger(EndAtProvider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PROVIDER = "configuration-metadata";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Where a browser ends its login (OpenID Connect RP-Initiated Logout 1.0); nothing where the
   * provider names no such address.
   *
   * @param back where it comes back to; must be registered at the provider
   * @param state comes back with it; empty for none
   */
  public Optional<URI> address(SecurityIdentity login, URI back, String state) {
    return address(login)
        .map(
            end -> {
              UriBuilder address = end.queryParam("post_logout_redirect_uri", back);
              return (state.isEmpty() ? address : address.queryParam("state", state)).build();
            });
  }

  /** Ends it from here, where its browser does not do it; tried once. */
  void end(SecurityIdentity login) {
    Optional<URI> address = address(login).map(UriBuilder::build);
    if (address.isEmpty() || !asked(address.get())) {
      LOG.warn("a login on a shared computer was not ended at its provider");
    }
  }

  private static Optional<UriBuilder> address(SecurityIdentity login) {
    OidcConfigurationMetadata provider = login.getAttribute(PROVIDER);
    IdTokenCredential token = login.getCredential(IdTokenCredential.class);
    return Optional.ofNullable(provider)
        .filter(any -> token != null)
        .map(OidcConfigurationMetadata::getEndSessionUri)
        .map(end -> UriBuilder.fromUri(end).queryParam("id_token_hint", hint(token)));
  }

  private static String hint(@Nullable IdTokenCredential token) {
    return token == null ? "" : token.getToken();
  }

  private boolean asked(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      LOG.infof("a login on a shared computer was ended at its provider: %d", status);
      return status < 400;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package org.carrel.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.carrel.base.DemoSecrets;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start without what login needs, or with the demo's secret outside the demo. */
@ApplicationScoped
class CheckLoginSettings {
  private static final String SERVER = "quarkus.oidc.auth-server-url";
  private static final String SECRET = "quarkus.oidc.credentials.secret";

  void check(
      @Observes StartupEvent start,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean login,
      @ConfigProperty(name = SERVER) Optional<String> server,
      @ConfigProperty(name = SECRET) Optional<String> secret,
      DemoSecrets secrets) {
    if (login) {
      secrets.refuse(SERVER, server.orElse(""));
      secrets.refuse(SECRET, secret.orElse(""));
    }
  }
}

package org.carrel.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Signing in through institutions: the realm at Keycloak that leads to their own logins. */
@ConfigMapping(prefix = "carrel.sign-on")
public interface SignOnConfig {
  /** Address of the realm, which is its issuer; without one nobody signs in that way. */
  Optional<String> realm();

  /** Our client in that realm. */
  @WithDefault("carrel-sign-on")
  String clientId();

  /** Its secret. */
  Optional<String> clientSecret();

  /** How long a sign-on counts. */
  @WithDefault("PT10H")
  Duration lasts();
}

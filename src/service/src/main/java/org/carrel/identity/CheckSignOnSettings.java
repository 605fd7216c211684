package org.carrel.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.carrel.base.DemoConfig;
import org.carrel.base.DemoSecrets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to start with half of what signing in through institutions needs, with the demo's secret
 * outside the demo, or with a realm that is reached in the clear there.
 */
@ApplicationScoped
class CheckSignOnSettings {
  private static final String REALM = "carrel.sign-on.realm";
  private static final String SECRET = "carrel.sign-on.client-secret";

  void check(
      @Observes StartupEvent start, SignOnConfig config, DemoSecrets secrets, DemoConfig demo) {
    check(config.realm().orElse(null), config.clientSecret().orElse(""), secrets, demo.demo());
  }

  static void check(@Nullable String realm, String secret, DemoSecrets secrets, boolean demo) {
    if (realm == null) {
      return;
    }
    secrets.refuse(SECRET, secret);
    if (!demo && !realm.startsWith("https://")) {
      throw new IllegalStateException(REALM + ": outside the demo it begins with https://");
    }
  }
}

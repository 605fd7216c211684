package org.carrel.docserver;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start outside a demo with what belongs to a demo. */
@Singleton
class ProductionRules {
  private static final String DEMO = "demo-";

  private final DemoConfig demo;
  private final DocserverConfig config;

  ProductionRules(DemoConfig demo, DocserverConfig config) {
    this.demo = demo;
    this.config = config;
  }

  void check(@Observes StartupEvent start) {
    if (!demo.demo()) {
      check(config, demo.clockFile().isPresent());
    }
  }

  /**
   * The rules of production.
   *
   * @throws IllegalStateException naming the key that breaks one
   */
  static void check(DocserverConfig config, boolean movableClock) {
    if (movableClock) {
      throw refused("carrel.clock-file", "the movable clock");
    }
    if (config.clientSecret().startsWith(DEMO)) {
      throw refused("carrel.docserver.client-secret", "a demo secret");
    }
    if (config.cookieKeys().stream().anyMatch(key -> key.startsWith(DEMO))) {
      throw refused("carrel.docserver.cookie-keys", "a demo key");
    }
  }

  private static IllegalStateException refused(String key, String what) {
    return new IllegalStateException(
        key + ": " + what + " belongs to the demo only; replace it or set carrel.demo=true");
  }
}

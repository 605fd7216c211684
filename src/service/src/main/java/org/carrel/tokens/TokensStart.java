package org.carrel.tokens;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carrel.base.DemoConfig;

/** Checks the settings and opens the keys at the start, and tends the keys from then on. */
@Singleton
class TokensStart {
  private final TokensConfig config;
  private final DemoConfig demo;
  private final KeyRing keys;

  TokensStart(TokensConfig config, DemoConfig demo, KeyRing keys) {
    this.config = config;
    this.demo = demo;
    this.keys = keys;
  }

  void atStart(@Observes StartupEvent start) {
    if (config.baseUrl().endsWith("/")) {
      throw new IllegalStateException("carrel.base-url: no slash at its end");
    }
    if (!demo.demo()) {
      refuseDemoSecrets(config);
    }
    keys.open();
  }

  @Scheduled(
      every = "60s",
      delayed = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tendKeys() {
    keys.tend();
  }

  static void refuseDemoSecrets(TokensConfig config) {
    config.keys().wrapping().forEach(key -> refuseDemoSecret("carrel.keys.wrapping", key));
    config
        .clients()
        .forEach(
            (id, client) -> refuseDemoSecret("carrel.clients." + id + ".secret", client.secret()));
  }

  private static void refuseDemoSecret(String setting, String value) {
    if (value.startsWith("demo-")) {
      throw new IllegalStateException(
          setting + ": is a demo secret; set one of your own, or carrel.demo=true");
    }
  }
}

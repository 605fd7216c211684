package org.carrel.tokens;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carrel.base.DemoSecrets;

/** Checks the settings and opens the keys at the start, and tends the keys from then on. */
@Singleton
class TokensStart {
  private final TokensConfig config;
  private final DemoSecrets demo;
  private final KeyRing keys;

  TokensStart(TokensConfig config, DemoSecrets demo, KeyRing keys) {
    this.config = config;
    this.demo = demo;
    this.keys = keys;
  }

  void atStart(@Observes StartupEvent start) {
    if (config.baseUrl().endsWith("/")) {
      throw new IllegalStateException("carrel.base-url: no slash at its end");
    }
    refuseDemoSecrets();
    keys.open();
  }

  @Scheduled(
      every = "60s",
      delayed = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tendKeys() {
    keys.tend();
  }

  private void refuseDemoSecrets() {
    for (String key : config.keys().wrapping()) {
      demo.refuse(WrappingKeys.SETTING, key);
      demo.refuse(WrappingKeys.SETTING, key.substring(key.indexOf('=') + 1));
    }
    config
        .clients()
        .forEach((id, client) -> demo.refuse("carrel.clients." + id + ".secret", client.secret()));
  }
}

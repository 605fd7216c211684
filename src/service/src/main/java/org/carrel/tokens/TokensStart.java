package org.carrel.tokens;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.carrel.base.DemoConfig;

/** What tokens do at the start and from time to time: keys, and forgetting what is long over. */
@ApplicationScoped
class TokensStart {

  @Produces
  @Singleton
  KeyRing keyRing(DataSource data, TokensConfig config, Clients clients, Clock clock) {
    return new KeyRing(
        data,
        new WrappingKeys(config.keys().wrapping()),
        clock,
        clients.algorithms(),
        config.keys().rotateEvery());
  }

  void atStart(@Observes StartupEvent start, TokensConfig config, DemoConfig demo, KeyRing keys) {
    if (config.baseUrl().endsWith("/")) {
      throw new IllegalStateException("carrel.base-url: no slash at its end");
    }
    if (!demo.demo()) {
      refuseDemoSecrets(config);
    }
    keys.open();
  }

  static void refuseDemoSecrets(TokensConfig config) {
    for (String key : config.keys().wrapping()) {
      refuseDemoSecret("carrel.keys.wrapping", key);
    }
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

  @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tendKeys(KeyRing keys) {
    keys.tend();
  }
}

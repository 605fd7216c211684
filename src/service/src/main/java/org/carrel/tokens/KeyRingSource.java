package org.carrel.tokens;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** The one key ring of this process, from the settings. */
@Singleton
class KeyRingSource {
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
}

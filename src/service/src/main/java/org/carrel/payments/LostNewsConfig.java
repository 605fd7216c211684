package org.carrel.payments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the questions for news that was not delivered. */
@ConfigMapping(prefix = "carrel.stripe")
public interface LostNewsConfig {
  /** An event that was not delivered for so long is asked for. */
  @WithDefault("PT10M")
  Duration lostAfter();

  /** How long to wait between two such questions. */
  @WithDefault("PT1M")
  Duration lostPause();
}

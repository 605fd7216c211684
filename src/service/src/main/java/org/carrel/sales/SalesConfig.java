package org.carrel.sales;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of requests. */
@ConfigMapping(prefix = "carrel.requests")
interface SalesConfig {
  /** How long who asks may take to confirm the address. */
  @WithDefault("P7D")
  Duration confirmWithin();

  /** Within how many working days a request is to be answered. */
  @WithDefault("2")
  int answerWithinDays();

  /** How long a request that nobody confirmed is kept. */
  @WithDefault("P30D")
  Duration keepExpired();
}

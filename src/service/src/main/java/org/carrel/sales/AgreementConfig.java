package org.carrel.sales;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of agreements. */
@ConfigMapping(prefix = "carrel.agreements")
interface AgreementConfig {
  /** For how many days after its due day an invoice may be open before access is suspended. */
  @WithDefault("90")
  int paymentGraceDays();

  /** For how many days after the last day access goes on while the renewal is under way. */
  @WithDefault("90")
  int renewalGraceDays();
}

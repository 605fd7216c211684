package org.carrel.passes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the sale of passes. */
@ConfigMapping(prefix = "carrel")
public interface PassesConfig {
  /** File of the plans on sale. */
  Path plansFile();

  /** Public address of the service, without a slash at its end. */
  URI baseUrl();

  Orders orders();

  Tax tax();

  /** Settings of tax. */
  interface Tax {
    /** Whether the card processor works out the tax of each sale; else none is added. */
    @WithDefault("false")
    boolean automatic();
  }

  /** Settings of orders. */
  interface Orders {
    /** How long a payment page stays open (Stripe: 30 minutes to 24 hours). */
    @WithDefault("PT2H")
    Duration payWithin();

    /** An order that is open for longer than this is asked for at Stripe, again and again. */
    @WithDefault("PT10M")
    Duration sweepAfter();

    /** A payment in review goes back to the buyer after this time if nobody acted. */
    @WithDefault("PT24H")
    Duration reviewRefundAfter();
  }
}

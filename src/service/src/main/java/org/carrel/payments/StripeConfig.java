package org.carrel.payments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Settings of the card processor. */
@ConfigMapping(prefix = "carrel.stripe")
public interface StripeConfig {
  /** Where Stripe's API is: {@code https://api.stripe.com}, or a local stand-in. */
  URI apiBase();

  /** The account's secret key. */
  String secretKey();

  /** Secrets of the webhook endpoint; several while one is being replaced. */
  List<String> webhookSecrets();

  /** Whether real money moves: must fit the secret key. */
  boolean livemode();

  /** How far the time in a webhook's signature may be from now, in either direction. */
  @WithDefault("PT5M")
  Duration signatureTolerance();

  @WithDefault("PT5S")
  Duration connectTimeout();

  @WithDefault("PT20S")
  Duration readTimeout();
}

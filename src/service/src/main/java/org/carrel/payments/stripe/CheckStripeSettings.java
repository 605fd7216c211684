package org.carrel.payments.stripe;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.carrel.base.DemoConfig;
import org.carrel.base.DemoSecrets;
import org.carrel.payments.StripeConfig;

/** Refuses the start, naming the key, where keys, mode and demo do not fit together. */
@ApplicationScoped
class CheckStripeSettings {
  void check(
      @Observes StartupEvent start, StripeConfig stripe, DemoConfig demo, DemoSecrets secrets) {
    String key = stripe.secretKey();
    secrets.refuse("carrel.stripe.secret-key", key);
    stripe.webhookSecrets().forEach(s -> secrets.refuse("carrel.stripe.webhook-secrets", s));
    boolean live = key.startsWith("sk_live_") || key.startsWith("rk_live_");
    boolean test = key.startsWith("sk_test_") || key.startsWith("rk_test_");
    if (!live && !test) {
      throw wrong("secret-key", "is no secret or restricted key of Stripe");
    }
    if (live && demo.demo()) {
      throw wrong("secret-key", "a live key never belongs into a demo");
    }
    if (live != stripe.livemode()) {
      throw wrong("livemode", "is " + stripe.livemode() + ", the key is of the other mode");
    }
  }

  private static IllegalStateException wrong(String key, String what) {
    return new IllegalStateException("carrel.stripe." + key + ": " + what);
  }
}

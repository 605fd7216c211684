package org.carrel.stripesim.checkout;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.carrel.stripesim.wire.Idempotency;
import org.jboss.logging.Logger;

/**
 * What happens with time alone, whoever moved the clock: sessions expire, old keys are forgotten.
 */
@Singleton
class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);

  private final Checkout checkout;
  private final Idempotency idempotency;
  private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();

  Housekeeping(Checkout checkout, Idempotency idempotency) {
    this.checkout = checkout;
    this.idempotency = idempotency;
  }

  void start(@Observes StartupEvent start) {
    rounds.scheduleWithFixedDelay(
        () -> attempt(checkout::expireDue), 200, 200, TimeUnit.MILLISECONDS);
    rounds.scheduleWithFixedDelay(() -> attempt(idempotency::prune), 1, 60, TimeUnit.SECONDS);
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("housekeeping failed; it is tried again", e);
    }
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.shutdownNow();
  }
}

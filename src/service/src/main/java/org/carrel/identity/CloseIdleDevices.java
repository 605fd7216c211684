package org.carrel.identity;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Closes the sessions that were left alone on shared computers. Nothing rests on its being in time:
 * an idle session opens nothing from the very instant on.
 */
@ApplicationScoped
class CloseIdleDevices {
  private static final int BATCH = 200;

  private final DeviceSessions devices;

  CloseIdleDevices(DeviceSessions devices) {
    this.devices = devices;
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void close() {
    while (devices.closeIdle(BATCH) == BATCH) {
      // more are waiting
    }
  }
}

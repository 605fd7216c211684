package org.carrel.stripesim.control;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carrel.stripesim.spec.OperationCounts;
import org.jboss.logging.Logger;

/** At the end of a run the log tells which operations were used, and whether any was violated. */
@Singleton
class Farewell {
  private static final Logger LOG = Logger.getLogger(Farewell.class);

  void tell(@Observes ShutdownEvent stop, OperationCounts counts) {
    LOG.info(counts.table());
  }
}

package org.carrel.docserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.carrel.verifier.EntitlementVerifier;

/** The one verifier of this program. */
@ApplicationScoped
class VerifierSource {
  @Produces
  @Singleton
  EntitlementVerifier verifier(DocserverConfig config, Clock clock) {
    return EntitlementVerifier.builder(config.serviceUrl(), config.audience())
        .clock(clock)
        .staleFor(config.staleFor())
        .build();
  }

  void close(@Disposes EntitlementVerifier verifier) {
    verifier.close();
  }
}

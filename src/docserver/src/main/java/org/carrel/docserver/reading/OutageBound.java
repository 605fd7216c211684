package org.carrel.docserver.reading;

import jakarta.enterprise.context.ApplicationScoped;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.Health;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says how old an unseen revocation may be, and when readers would be refused. */
@Readiness
@ApplicationScoped
class OutageBound implements HealthCheck {
  private final EntitlementVerifier verifier;

  OutageBound(EntitlementVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public HealthCheckResponse call() {
    Health health = verifier.health();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("entitlements")
            .status(health.state() != Health.State.REFUSING)
            .withData("state", health.state().name())
            .withData("sentence", health.sentence())
            .withData("unseenRevocationsSeconds", health.unseen().toSeconds())
            .withData("refusedAfterSeconds", health.staleFor().toSeconds());
    health.lastContact().ifPresent(at -> answer.withData("lastContact", at.toString()));
    return answer.build();
  }
}

package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.carrel.access.Limits;
import org.carrel.tokens.DocumentServer.Browser;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.Reason;
import org.carrel.verifier.Refused;
import org.carrel.verifier.Verification;
import org.carrel.verifier.VerifiedToken;
import org.junit.jupiter.api.Test;

/** The verifier that document servers use, against the running service. */
@QuarkusTest
class VerifiedByDocumentServersTest {
  @Inject DocumentServer server;
  @Inject Clock clock;

  private EntitlementVerifier verifier(String audience) {
    return EntitlementVerifier.builder(URI.create(server.issuer), audience)
        .clock(clock)
        .collectionMap(URI.create(server.issuer + "/collection-map"))
        .build();
  }

  private static void within(Duration bound, BooleanSupplier becomesTrue) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    while (!becomesTrue.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within " + bound).isLessThan(end);
      Thread.sleep(50);
    }
  }

  @Test
  void a_token_is_accepted_for_what_it_covers_and_refused_soon_after_a_refund() throws Exception {
    Browser browser = server.browserWithPass(Duration.ofHours(24), new Limits(100, null));
    String token = server.walk(browser).json().path("access_token").asText();
    try (EntitlementVerifier verifier = verifier(server.client.resource())) {
      within(Duration.ofSeconds(10), () -> verifier.verify(token) instanceof VerifiedToken);
      VerifiedToken verified = (VerifiedToken) verifier.verify(token);
      assertThat(verified.subject()).isEqualTo(browser.pass());
      assertThat(verified.covers(DocumentServer.HANDLE)).isTrue();
      assertThat(verified.covers("us.founding/constitution")).isFalse();
      assertThat(verified.permits("download")).isTrue();
      server.in(grants -> grants.suspend(browser.grant(), "dispute"));
      within(Duration.ofSeconds(5), () -> refusal(verifier, token) == Reason.SUSPENDED);
      server.in(grants -> grants.resume(browser.grant(), "dispute"));
      within(Duration.ofSeconds(5), () -> verifier.verify(token) instanceof VerifiedToken);
      server.in(grants -> grants.revoke(browser.grant(), "refund"));
      within(Duration.ofSeconds(5), () -> refusal(verifier, token) == Reason.REVOKED);
    }
  }

  @Test
  void a_token_for_one_audience_is_nothing_to_another() {
    String token = server.walk(server.browserWithPass()).json().path("access_token").asText();
    try (EntitlementVerifier other = verifier("https://other.example")) {
      assertThat(refusal(other, token)).isEqualTo(Reason.WRONG_AUDIENCE);
    }
  }

  private static Reason refusal(EntitlementVerifier verifier, String token) {
    Verification result = verifier.verify(token);
    return result instanceof Refused refused ? refused.reason() : null;
  }
}

package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carrel.access.Affiliation;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.SignOn;
import org.carrel.access.SignOns;
import org.carrel.access.Source;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.base.Window;
import org.carrel.identity.DeviceSessions;
import org.carrel.testing.TestClock;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.VerifiedToken;
import org.junit.jupiter.api.Test;

/** Tokens for readers who signed in through an institution, from the session to the verifier. */
@QuarkusTest
class ThroughSignOnTest {
  private static final Duration LASTS = Duration.ofHours(10);

  @Inject DocumentServer server;
  @Inject SignOns signOns;
  @Inject DeviceSessions devices;
  @Inject Clock clock;

  /** Somebody signed on at an institution that reads collection 1. */
  private record Reader(String institution, String grant, String device, String cookie) {}

  private Reader reader(String person) {
    String institution = Ids.of("i");
    String holder = "institution:" + institution;
    NewGrant made =
        NewGrant.of(holder, new Source("courtesy", institution), Set.of(1), Limits.NONE);
    server.in(
        grants -> {
          grants.grant(made);
          grants.start(
              made.id(),
              Window.of(TestClock.now().truncatedTo(ChronoUnit.MILLIS), Duration.ofDays(30)));
        });
    DeviceSessions.Opened opened = devices.open("a browser", false);
    String device = opened.session().id();
    begin(device, holder, person, Affiliation.MEMBER);
    return new Reader(
        institution, made.id(), device, DeviceSessions.COOKIE + "=" + opened.secret());
  }

  private void begin(String device, String holder, String person, Affiliation as) {
    signOns.begin(
        device,
        List.of(
            new SignOn(
                Ids.of("t"),
                List.of(holder),
                7,
                Set.of(as),
                Secrets.hash(person),
                clock.instant().plus(LASTS))));
  }

  private JsonNode token(Reader reader) {
    Answer authorized =
        server.get(
            "/oauth/authorize?" + DocumentServer.form(server.request()), "Cookie", reader.cookie());
    return server.redeem(authorized.parameter("code")).json();
  }

  private static String subject(JsonNode answer) throws Exception {
    return SignedJWT.parse(answer.path("access_token").asText()).getJWTClaimsSet().getSubject();
  }

  private String whyNot(String refreshToken) {
    return server.refresh(refreshToken).json().path("error_description").asText();
  }

  @Test
  void the_token_names_the_institution_a_session_and_a_name_that_says_nothing() throws Exception {
    Reader reader = reader("ada@university.example");
    JsonNode answer = token(reader);
    String token = answer.path("access_token").asText();
    Map<String, Object> claims = SignedJWT.parse(token).getJWTClaimsSet().toJSONObject();
    assertThat(claims.get("sub").toString()).matches("u_[A-Za-z0-9_-]{22}");
    assertThat((long) claims.get("exp") - (long) claims.get("iat")).isEqualTo(900);
    assertThat(claims.toString())
        .doesNotContain("university.example", Secrets.hash("ada@university.example"), "net=");
    try (EntitlementVerifier verifier =
        EntitlementVerifier.builder(URI.create(server.issuer), server.client.resource())
            .clock(clock)
            .build()) {
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!(verifier.verify(token) instanceof VerifiedToken)) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(50);
      }
      VerifiedToken verified = (VerifiedToken) verifier.verify(token);
      assertThat(verified.admits(Optional.empty())).as("from anywhere").isTrue();
      assertThat(verified.institution()).hasValue(7);
      assertThat(verified.session()).isPresent();
    }
  }

  @Test
  void the_same_person_is_the_same_reader_on_two_browsers_and_another_is_another()
      throws Exception {
    String person = Ids.random();
    String one = subject(token(reader(person)));
    assertThat(subject(token(reader(person)))).isEqualTo(one);
    assertThat(subject(token(reader(Ids.random())))).isNotEqualTo(one);
  }

  @Test
  void a_renewal_goes_on_wherever_the_reader_is_until_the_sign_on_is_over() {
    Reader reader = reader(Ids.random());
    String token = token(reader).path("refresh_token").asText();
    Map<String, String> moved = new HashMap<>();
    moved.put("grant_type", "refresh_token");
    moved.put("refresh_token", token);
    moved.put("client_address", "203.0.113.77");
    assertThat(server.token(moved).status()).isEqualTo(200);
    TestClock.forward(LASTS);
    assertThat(whyNot(token)).startsWith("SIGN_ON_ENDED");
    begin(reader.device(), "institution:" + reader.institution(), "x", Affiliation.MEMBER);
    assertThat(server.refresh(token).status()).as("signed in again").isEqualTo(200);
  }

  @Test
  void who_became_an_alum_reads_no_more() {
    Reader reader = reader(Ids.random());
    JsonNode first = token(reader);
    begin(reader.device(), "institution:" + reader.institution(), "x", Affiliation.ALUM);
    assertThat(server.refresh(first.path("refresh_token").asText()).status()).isEqualTo(400);
    assertThat(
            server
                .get(
                    "/oauth/authorize?" + DocumentServer.form(server.request()),
                    "Cookie",
                    reader.cookie())
                .header("Location"))
        .contains("reason=NOT_ADMITTED");
  }

  @Test
  void signing_out_and_closing_the_browsers_session_end_the_tokens() {
    Reader left = reader(Ids.random());
    String token = token(left).path("refresh_token").asText();
    signOns.end(left.device());
    assertThat(server.refresh(token).status()).isEqualTo(400);
    Reader closed = reader(Ids.random());
    String other = token(closed).path("refresh_token").asText();
    devices.close(closed.device());
    assertThat(server.refresh(other).status()).isEqualTo(400);
  }
}

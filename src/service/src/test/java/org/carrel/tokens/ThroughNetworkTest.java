package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.carrel.access.AddressRange;
import org.carrel.access.AddressRanges;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.testing.TestClock;
import org.carrel.tokens.DocumentServer.Browser;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.Reason;
import org.carrel.verifier.Refused;
import org.carrel.verifier.Verification;
import org.carrel.verifier.VerifiedToken;
import org.junit.jupiter.api.Test;

/** Tokens for readers in an institution's network, from the address to the verifier. */
@QuarkusTest
class ThroughNetworkTest {
  private static final AtomicInteger CAMPUSES = new AtomicInteger();
  private static final String ELSEWHERE = "203.0.113.9";

  @Inject DocumentServer server;
  @Inject AddressRanges ranges;
  @Inject Clock clock;
  @Inject EntityManager entities;

  /** An institution with a network of its own, which reads collection 1. */
  private record Campus(String institution, String grant, String range, String net) {
    String address() {
      return net.replace("0/24", "7");
    }
  }

  private Campus campus(Duration lasts) throws Exception {
    return campus("courtesy", lasts);
  }

  /** One whose grant stems from a source of this kind. */
  private Campus campus(String kind, Duration lasts) throws Exception {
    int number = CAMPUSES.incrementAndGet();
    String net = "198.51." + number + ".0/24";
    String institution = Ids.of("i");
    String holder = "institution:" + institution;
    String range = Ids.of("n");
    NewGrant made = NewGrant.of(holder, new Source(kind, institution), Set.of(1), Limits.NONE);
    server.in(
        grants -> {
          grants.grant(made);
          grants.start(made.id(), Window.of(TestClock.now().truncatedTo(ChronoUnit.MILLIS), lasts));
        });
    AddressRange addresses =
        new AddressRange(
            range,
            List.of(holder),
            number,
            ip(net.replace("/24", "")),
            ip(net.replace("0/24", "255")));
    QuarkusTransaction.requiringNew().run(() -> ranges.put(addresses));
    Campus campus = new Campus(institution, made.id(), range, net);
    within(
        Duration.ofSeconds(10), () -> !authorize(campus.address(), "").parameter("code").isEmpty());
    return campus;
  }

  private Answer authorize(String forwardedFor, String cookie) {
    String path = "/oauth/authorize?" + DocumentServer.form(server.request());
    return cookie.isEmpty()
        ? server.get(path, "X-Forwarded-For", forwardedFor)
        : server.get(path, "X-Forwarded-For", forwardedFor, "Cookie", cookie);
  }

  private Answer redeem(Answer authorized, String address) {
    return server.token(stated(server.codeRequest(authorized.parameter("code")), address));
  }

  private Answer refresh(String token, String address) {
    return server.token(
        stated(Map.of("grant_type", "refresh_token", "refresh_token", token), address));
  }

  private static Map<String, String> stated(Map<String, String> request, String address) {
    Map<String, String> all = new HashMap<>(request);
    all.put("client_address", address);
    return all;
  }

  private EntitlementVerifier verifier() {
    return EntitlementVerifier.builder(URI.create(server.issuer), server.client.resource())
        .clock(clock)
        .build();
  }

  @Test
  void the_token_names_network_session_and_institution_and_no_address() throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    JsonNode answer = redeem(authorize(campus.address(), ""), campus.address()).json();
    String token = answer.path("access_token").asText();
    assertThat(answer.has("session")).as("a browser that we know").isFalse();
    Map<String, Object> claims = SignedJWT.parse(token).getJWTClaimsSet().toJSONObject();
    assertThat(claims.get("sub")).isEqualTo(campus.institution());
    assertThat((long) claims.get("exp") - (long) claims.get("iat")).isEqualTo(900);
    assertThat(claims.toString()).doesNotContain(campus.address()).contains(campus.net());
    try (EntitlementVerifier verifier = verifier()) {
      within(Duration.ofSeconds(10), () -> verifier.verify(token) instanceof VerifiedToken);
      VerifiedToken verified = (VerifiedToken) verifier.verify(token);
      assertThat(verified.admits(Optional.of(ip(campus.address())))).isTrue();
      assertThat(verified.admits(Optional.of(ip(ELSEWHERE)))).isFalse();
      assertThat(verified.session()).isPresent();
      assertThat(verified.institution()).isPresent();
      assertThat(verified.covers(DocumentServer.HANDLE)).isTrue();
    }
  }

  @Test
  void a_token_of_a_trial_says_so_and_ends_with_it_at_the_latest() throws Exception {
    Campus campus = campus("trial", Duration.ofMinutes(10));
    JsonNode answer = redeem(authorize(campus.address(), ""), campus.address()).json();
    String token = answer.path("access_token").asText();
    Map<String, Object> claims = SignedJWT.parse(token).getJWTClaimsSet().toJSONObject();
    assertThat((long) claims.get("exp") - (long) claims.get("iat")).isBetween(500L, 600L);
    try (EntitlementVerifier verifier = verifier()) {
      within(Duration.ofSeconds(10), () -> verifier.verify(token) instanceof VerifiedToken);
      assertThat(((VerifiedToken) verifier.verify(token)).trial()).isTrue();
      Campus other = campus(Duration.ofDays(30));
      String courtesy =
          redeem(authorize(other.address(), ""), other.address())
              .json()
              .path("access_token")
              .asText();
      within(Duration.ofSeconds(10), () -> verifier.verify(courtesy) instanceof VerifiedToken);
      assertThat(((VerifiedToken) verifier.verify(courtesy)).trial()).isFalse();
    }
  }

  @Test
  void a_renewal_goes_by_the_address_that_the_document_server_sees() throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    String token =
        redeem(authorize(campus.address(), ""), campus.address())
            .json()
            .path("refresh_token")
            .asText();
    assertThat(refresh(token, campus.address()).status()).isEqualTo(200);
    Answer left = refresh(token, ELSEWHERE);
    assertThat(left.status()).isEqualTo(400);
    assertThat(left.json().path("error_description").asText()).startsWith("OUTSIDE_NETWORK");
    assertThat(server.refresh(token).json().path("error_description").asText())
        .as("nothing stated is nothing known")
        .startsWith("OUTSIDE_NETWORK");
    assertThat(refresh(token, campus.address()).status()).as("back again").isEqualTo(200);
  }

  @Test
  void a_code_is_not_changed_for_a_token_from_elsewhere() throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    long sessions = sessions();
    assertThat(redeem(authorize(campus.address(), ""), ELSEWHERE).status()).isEqualTo(400);
    assertThat(sessions()).as("nothing is opened for a refusal").isEqualTo(sessions);
  }

  private long sessions() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                (Long)
                    entities
                        .createNativeQuery("select count(*) from reading_sessions", Long.class)
                        .getSingleResult());
  }

  @Test
  void a_forged_header_before_the_proxys_own_entry_gives_no_institution() throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    Answer forged = authorize(campus.address() + ", " + ELSEWHERE, "");
    assertThat(forged.parameter("code")).isEmpty();
    Answer unreadable = authorize(campus.address() + ", nowhere", "");
    assertThat(unreadable.parameter("code")).isEmpty();
  }

  @Test
  void a_reader_with_a_kept_pass_reads_through_the_institution_and_no_clock_starts()
      throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    Browser waiting = server.browserWithUnstartedPass(Limits.NONE);
    Browser running = server.browserWithPass(Duration.ofHours(24), Limits.NONE);
    for (Browser browser : List.of(waiting, running)) {
      String token =
          redeem(authorize(campus.address(), browser.cookie()), campus.address())
              .json()
              .path("access_token")
              .asText();
      assertThat(SignedJWT.parse(token).getJWTClaimsSet().getSubject())
          .isEqualTo(campus.institution());
    }
    server.in(grants -> assertThat(grants.find(waiting.grant()).orElseThrow().window()).isEmpty());
  }

  @Test
  void signing_out_ends_one_session_and_a_revoked_grant_ends_them_all() throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    JsonNode one = redeem(authorize(campus.address(), ""), campus.address()).json();
    JsonNode two = redeem(authorize(campus.address(), ""), campus.address()).json();
    String first = one.path("access_token").asText();
    String second = two.path("access_token").asText();
    try (EntitlementVerifier verifier = verifier()) {
      within(Duration.ofSeconds(10), () -> verifier.verify(first) instanceof VerifiedToken);
      within(Duration.ofSeconds(10), () -> verifier.verify(second) instanceof VerifiedToken);
      server.revoke(one.path("refresh_token").asText());
      within(Duration.ofSeconds(8), () -> refusal(verifier, first) == Reason.REVOKED);
      assertThat(verifier.verify(second)).isInstanceOf(VerifiedToken.class);
      server.in(grants -> grants.revoke(campus.grant(), "courtesy ended"));
      within(Duration.ofSeconds(8), () -> refusal(verifier, second) == Reason.REVOKED);
    }
    Answer after = refresh(two.path("refresh_token").asText(), campus.address());
    assertThat(after.json().path("error_description").asText()).startsWith("INSTITUTION_ENDED");
  }

  @Test
  void a_range_taken_away_ends_renewals_within_two_seconds() throws Exception {
    Campus campus = campus(Duration.ofDays(30));
    String token =
        redeem(authorize(campus.address(), ""), campus.address())
            .json()
            .path("refresh_token")
            .asText();
    QuarkusTransaction.requiringNew().run(() -> ranges.remove(campus.range()));
    within(Duration.ofSeconds(5), () -> refresh(token, campus.address()).status() == 400);
  }

  @Test
  void the_token_ends_with_the_grant_and_what_is_no_address_is_refused() throws Exception {
    Campus campus = campus(Duration.ofMinutes(5));
    Answer redeemed = redeem(authorize(campus.address(), ""), campus.address());
    assertThat(redeemed.json().path("expires_in").asInt()).isBetween(200, 300);
    String token = redeemed.json().path("refresh_token").asText();
    assertThat(refresh(token, "campus.example").json().path("error").asText())
        .isEqualTo("invalid_request");
    TestClock.forward(Duration.ofMinutes(6));
    assertThat(refresh(token, campus.address()).json().path("error_description").asText())
        .startsWith("INSTITUTION_ENDED");
    assertThat(authorize(campus.address(), "").header("Location"))
        .contains("reason=INSTITUTION_ENDED");
  }

  private static Reason refusal(EntitlementVerifier verifier, String token) {
    Verification result = verifier.verify(token);
    return result instanceof Refused refused ? refused.reason() : null;
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static void within(Duration bound, BooleanSupplier becomesTrue) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    while (!becomesTrue.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within " + bound).isLessThan(end);
      Thread.sleep(50);
    }
  }
}

package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.identity.DeviceSessions;
import org.carrel.testing.TestClock;
import org.carrel.tokens.DocumentServer.Browser;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject DocumentServer server;
  @Inject OpenReadings readings;
  @Inject GiveTokens tokens;
  @Inject Grants grants;
  @Inject DeviceSessions devices;
  @Inject EntityManager entities;

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode claims(Answer answer) throws Exception {
    return JSON.readTree(
        JWSObject.parse(answer.json().path("access_token").asText()).getPayload().toString());
  }

  private static String refreshToken(Answer answer) {
    return answer.json().path("refresh_token").asText();
  }

  @Test
  void a_token_says_exactly_what_its_design_says() throws Exception {
    Browser browser = server.browserWithPass(Duration.ofHours(24), new Limits(100, 5));
    Answer answer = server.walk(browser);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(names(answer.json()))
        .containsExactlyInAnyOrder(
            "access_token",
            "token_type",
            "expires_in",
            "refresh_token",
            "authorization_details",
            "session");
    assertThat(names(answer.json().path("session"))).containsExactlyInAnyOrder("sid", "shared");
    assertThat(answer.json().path("session").path("shared").asBoolean()).isFalse();
    assertThat(answer.json().path("session").path("sid").asText())
        .matches("[A-Za-z0-9_-]{22}")
        .isEqualTo(readings.name("docserver", browser.device()));
    assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);

    JWSObject jwt = JWSObject.parse(answer.json().path("access_token").asText());
    assertThat(jwt.getHeader().toJSONObject().keySet())
        .containsExactlyInAnyOrder("alg", "typ", "kid");
    assertThat(jwt.getHeader().toJSONObject()).containsEntry("typ", "at+jwt");
    JsonNode claims = claims(answer);
    assertThat(names(claims))
        .containsExactlyInAnyOrder(
            "iss",
            "sub",
            "aud",
            "client_id",
            "iat",
            "exp",
            "jti",
            "authorization_details",
            "status");
    assertThat(claims.path("iss").asText()).isEqualTo(server.issuer);
    assertThat(claims.path("sub").asText()).isEqualTo(browser.pass());
    assertThat(claims.path("aud").asText()).isEqualTo(server.client.resource());
    assertThat(claims.path("client_id").asText()).isEqualTo("docserver");
    assertThat(claims.path("iat").isIntegralNumber()).isTrue();
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    assertThat(claims.path("jti").asText()).matches("[A-Za-z0-9_-]{22}");
    assertThat(claims.path("authorization_details")).hasSize(1);
    Instant end = grants.find(browser.grant()).orElseThrow().window().orElseThrow().end();
    assertThat(claims.path("authorization_details").get(0))
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"carrel_docs","actions":["read","download"],"prod":[1],"end":%d,
                 "lim":{"pg":100,"dl":5}}"""
                    .formatted(end.getEpochSecond())))
        .isEqualTo(answer.json().path("authorization_details").get(0));
    JsonNode status = claims.path("status").path("status_list");
    assertThat(names(status)).containsExactlyInAnyOrder("idx", "uri");
    assertThat(status.path("idx").asInt()).isBetween(0, (1 << 20) - 1);
    assertThat(status.path("uri").asText()).startsWith(server.issuer + "/status-lists/");
    assertThat(answer.json().path("access_token").asText().length()).isLessThan(1000);
  }

  @Test
  void a_token_never_outlives_its_pass() throws Exception {
    Browser browser = server.browserWithPass(Duration.ofMinutes(30), Limits.NONE);
    Answer answer = server.walk(browser);
    JsonNode claims = claims(answer);
    long end = claims.path("authorization_details").get(0).path("end").asLong();
    assertThat(claims.path("exp").asLong()).isEqualTo(end);
    assertThat(claims.path("authorization_details").get(0).has("lim")).isFalse();
    TestClock.forward(Duration.ofMinutes(30));
    Answer late = server.refresh(refreshToken(answer));
    assertThat(late.status()).isEqualTo(400);
    assertThat(late.error()).isEqualTo("invalid_grant");
    assertThat(late.json().path("error_description").asText()).startsWith("EXPIRED");
  }

  @Test
  void a_code_used_twice_takes_back_what_it_gave() {
    String code = server.code(server.browserWithPass());
    Answer first = server.redeem(code);
    assertThat(server.refresh(refreshToken(first)).status()).isEqualTo(200);
    Answer second = server.redeem(code);
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.error()).isEqualTo("invalid_grant");
    assertThat(server.refresh(refreshToken(first)).error()).isEqualTo("invalid_grant");
  }

  @Test
  void a_code_is_over_after_sixty_seconds() {
    String inTime = server.code(server.browserWithPass());
    TestClock.forward(Duration.ofSeconds(50));
    assertThat(server.redeem(inTime).status()).isEqualTo(200);
    String late = server.code(server.browserWithPass());
    TestClock.forward(Duration.ofSeconds(60));
    assertThat(server.redeem(late).error()).isEqualTo("invalid_grant");
  }

  @Test
  void a_code_is_over_at_the_very_instant() {
    Client client =
        new Client("docserver", "https://a", "https://a", Optional.empty(), Algorithm.ES256, false);
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    AuthorizationCode code =
        new AuthorizationCode(
            "h",
            client,
            "c",
            new Actions(List.of("read")),
            new Allowed("g", "pass:p", Instant.MAX, null, Optional.empty()),
            new org.carrel.access.Evidence(null, "d", null),
            now);
    assertThat(code.isOver(now.plusSeconds(60).minusNanos(1))).isFalse();
    assertThat(code.isOver(now.plusSeconds(60))).isTrue();
  }

  @Test
  void a_code_is_bound_to_its_verifier_its_address_and_its_client() {
    String code = server.code(server.browserWithPass());
    Map<String, String> request = server.codeRequest(code);
    request.put("code_verifier", "another-verifier-of-forty-three-characters-or-more");
    assertThat(server.token(request).error()).isEqualTo("invalid_grant");
    request.remove("code_verifier");
    assertThat(server.token(request).error()).isEqualTo("invalid_grant");
    request = server.codeRequest(code);
    request.put("redirect_uri", "https://evil.example/callback");
    assertThat(server.token(request).error()).isEqualTo("invalid_grant");
    request = server.codeRequest(code);
    request.put("resource", "https://other.example");
    assertThat(server.token(request).error()).isEqualTo("invalid_target");
    Client other =
        new Client(
            "other",
            server.client.redirectUri(),
            "https://other",
            Optional.empty(),
            Algorithm.ES256,
            false);
    assertThat(
            tokens.forCode(
                other,
                code,
                server.client.redirectUri(),
                new CodeVerifier(DocumentServer.VERIFIER.getValue()),
                null))
        .isInstanceOf(TokenAnswer.Refused.class);
    assertThat(server.redeem(code).status()).as("none of these used it up").isEqualTo(200);
  }

  @Test
  void of_sixteen_that_come_with_one_code_one_gets_a_token() throws Exception {
    String code = server.code(server.browserWithPass());
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CyclicBarrier together = new CyclicBarrier(16);
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      callers.add(
          () -> {
            together.await();
            return server.redeem(code).status();
          });
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> status : threads.invokeAll(callers)) {
      statuses.add(status.get());
    }
    threads.shutdown();
    assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
  }

  @Test
  void a_pass_revoked_between_code_and_token_gives_none() {
    Browser browser = server.browserWithPass();
    String code = server.code(browser);
    server.in(all -> all.revoke(browser.grant(), "refund"));
    Answer answer = server.redeem(code);
    assertThat(answer.error()).isEqualTo("invalid_grant");
    assertThat(answer.json().path("error_description").asText()).startsWith("REVOKED");
  }

  @Test
  void a_renewal_stops_at_once_when_the_pass_is_revoked_or_on_hold() {
    Browser browser = server.browserWithPass();
    String refresh = refreshToken(server.walk(browser));
    server.in(all -> all.suspend(browser.grant(), "dispute"));
    assertThat(server.refresh(refresh).json().path("error_description").asText())
        .startsWith("SUSPENDED");
    server.in(all -> all.resume(browser.grant(), "dispute"));
    assertThat(server.refresh(refresh).status()).isEqualTo(200);
    server.in(all -> all.revoke(browser.grant(), "refund"));
    assertThat(server.refresh(refresh).json().path("error_description").asText())
        .startsWith("REVOKED");
  }

  @Test
  void a_renewal_ends_with_the_device_session() {
    Browser browser = server.browserWithPass();
    String refresh = refreshToken(server.walk(browser));
    devices.close(browser.device());
    Answer answer = server.refresh(refresh);
    assertThat(answer.error()).isEqualTo("invalid_grant");
  }

  @Test
  void a_renewal_keeps_a_session_on_a_shared_computer_open_and_does_not_revive_an_idle_one() {
    Browser browser = server.browserWithPass();
    String secret = devices.renew(browser.device(), true).secret();
    Browser sharing =
        new Browser(
            browser.pass(),
            browser.grant(),
            browser.device(),
            org.carrel.identity.DeviceSessions.COOKIE + "=" + secret);
    String refresh = refreshToken(server.walk(sharing));
    for (int i = 0; i < 3; i++) {
      TestClock.forward(Duration.ofMinutes(14));
      Answer answer = server.refresh(refresh);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("session").path("shared").asBoolean()).isTrue();
    }
    TestClock.forward(Duration.ofMinutes(15));
    assertThat(server.refresh(refresh).error()).isEqualTo("invalid_grant");
    assertThat(devices.bySecret(secret)).isEmpty();
  }

  @Test
  void a_pass_that_was_extended_is_renewed_beyond_its_old_end() throws Exception {
    Browser browser = server.browserWithPass(Duration.ofMinutes(30), Limits.NONE);
    Answer first = server.walk(browser);
    Instant end = grants.find(browser.grant()).orElseThrow().window().orElseThrow().end();
    server.in(all -> all.move(browser.grant(), end.plus(Duration.ofHours(24))));
    JsonNode renewed = claims(server.refresh(refreshToken(first)));
    assertThat(renewed.path("authorization_details").get(0).path("end").asLong())
        .isEqualTo(end.plus(Duration.ofHours(24)).getEpochSecond());
    assertThat(renewed.path("status")).isEqualTo(claims(first).path("status"));
  }

  @Test
  void signing_out_ends_the_renewal_whichever_token_names_it() {
    Answer byRefresh = server.walk(server.browserWithPass());
    Answer byAccess = server.walk(server.browserWithPass());
    assertThat(server.revoke(refreshToken(byRefresh)).status()).isEqualTo(200);
    assertThat(server.revoke(byAccess.json().path("access_token").asText()).status())
        .isEqualTo(200);
    assertThat(server.refresh(refreshToken(byRefresh)).error()).isEqualTo("invalid_grant");
    assertThat(server.refresh(refreshToken(byAccess)).error()).isEqualTo("invalid_grant");
    assertThat(server.revoke("never-heard-of").status()).isEqualTo(200);
    assertThat(server.revoke("a.b.c").status()).isEqualTo(200);
  }

  @Test
  void a_client_proves_who_it_is() {
    TestClock.forward(Duration.ofMinutes(2)); // past the failures that other tests made
    String body = DocumentServer.form(server.codeRequest("x"));
    for (String[] credentials :
        List.of(
            DocumentServer.basic("docserver", "wrong"),
            DocumentServer.basic("nobody", server.client.secret()),
            DocumentServer.basic("", ""),
            new String[] {"Authorization", "Basic ???"},
            new String[] {"Authorization", "Bearer x"},
            new String[] {"Content-Type", "application/x-www-form-urlencoded"})) {
      Answer answer = server.post("/oauth/token", body, credentials);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error()).isEqualTo("invalid_client");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    }
    assertThat(server.post("/oauth/revoke", "token=x").status()).isEqualTo(401);
    assertThat(server.post("/use-reports", "{}").status()).isEqualTo(401);
  }

  @Test
  void other_ways_to_a_token_are_not_offered() {
    assertThat(server.token(Map.of("grant_type", "client_credentials")).error())
        .isEqualTo("unsupported_grant_type");
    assertThat(
            server
                .token(Map.of("grant_type", "password", "username", "a", "password", "b"))
                .error())
        .isEqualTo("unsupported_grant_type");
    assertThat(server.token(Map.of("grant_type", "nonsense")).error())
        .isEqualTo("unsupported_grant_type");
    assertThat(server.token(Map.of()).error()).isEqualTo("invalid_request");
  }

  @Test
  void every_token_is_recorded_and_secrets_are_not() {
    Browser browser = server.browserWithPass();
    String code = server.code(browser);
    Answer answer = server.redeem(code);
    server.refresh(refreshToken(answer));
    assertThat(
            entities
                .createNativeQuery("select count(*) from token_issues where grant_id = ?1")
                .setParameter(1, browser.grant())
                .getSingleResult())
        .isEqualTo(2L);
    Object rows =
        entities
            .createNativeQuery(
                "select string_agg(c::text, '') || (select string_agg(r::text, '') from"
                    + " refresh_tokens r) from authorization_codes c")
            .getSingleResult();
    assertThat(rows.toString()).doesNotContain(code).doesNotContain(refreshToken(answer));
  }
}

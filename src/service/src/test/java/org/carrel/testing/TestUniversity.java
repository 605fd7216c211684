package org.carrel.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The realm of institutions as a token endpoint sees it, with a key of its own: a code carries what
 * is to be said, so that a test is any university. What Keycloak makes of SAML is the business of
 * the stories.
 */
public final class TestUniversity {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/realms/institutions";
  private static final String PROTOCOL = BASE + "/protocol/openid-connect/";

  private final HttpServer server;
  private final RSAKey key;

  TestUniversity() {
    try {
      key = new RSAKeyGenerator(2048).keyID("university").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(PROTOCOL + "certs", this::certs);
    server.createContext(PROTOCOL + "token", this::token);
    server.createContext(PROTOCOL + "logout", exchange -> answer(exchange, 204, ""));
    server.start();
  }

  Map<String, String> settings() {
    return Map.of(
        "carrel.sign-on.realm", realm(), "carrel.sign-on.client-secret", "demo-carrel-sign-on");
  }

  private String realm() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
  }

  void stop() {
    server.stop(0);
  }

  /**
   * A code for an authorization request.
   *
   * @param said claims of the ID token; {@code nonce} takes the place of the request's own
   */
  public static String code(Map<String, String> request, Map<String, Object> said) {
    Map<String, Object> code = new HashMap<>();
    code.put("nonce", request.get("nonce"));
    code.put("identity_provider", request.get("kc_idp_hint"));
    code.putAll(said);
    code.put("challenge", request.get("code_challenge"));
    code.put("back", request.get("redirect_uri"));
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(code));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void certs(HttpExchange exchange) throws IOException {
    answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, List<String>> form = URLUtils.parseParameters(body);
    Map<?, ?> code =
        JSON.readValue(Base64.getUrlDecoder().decode(form.get("code").get(0)), Map.class);
    CodeChallenge proof =
        CodeChallenge.compute(
            CodeChallengeMethod.S256, new CodeVerifier(form.get("code_verifier").get(0)));
    boolean known =
        proof.getValue().equals(code.get("challenge"))
            && form.get("redirect_uri").get(0).equals(code.get("back"))
            && exchange.getRequestHeaders().containsKey("Authorization");
    if (!known) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    answer(
        exchange,
        200,
        JSON.writeValueAsString(
            Map.of(
                "access_token", "a",
                "token_type", "Bearer",
                "refresh_token", "r",
                "expires_in", 60,
                "id_token", idToken(code))));
  }

  private String idToken(Map<?, ?> said) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(realm())
            .audience("carrel-sign-on")
            .subject("somebody")
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    said.forEach((name, value) -> claims.claim(name.toString(), value));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims.build());
    try {
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

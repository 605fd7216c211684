package org.carrel.docserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.DeflaterOutputStream;
import org.carrel.verifier.Cidr;
import org.carrel.verifier.IpLiteral;

/**
 * The service's side of the wire for tests: real HTTP, real signatures, one reader whose pass is
 * {@link #reader}. Every request for access is answered at once.
 */
public final class TestService implements AutoCloseable {
  public static final String AUDIENCE = "https://documents.example.org";
  public static final String SECRET = "demo-docserver-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Code(TestPass pass, String challenge, String redirectUri) {}

  public final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
  public final List<JsonNode> reports = new CopyOnWriteArrayList<>();
  public final List<JsonNode> events = new CopyOnWriteArrayList<>();
  public final List<String> codesAsked = new CopyOnWriteArrayList<>();
  public volatile TestPass reader;
  public volatile boolean down;
  public volatile boolean refuseReports;
  public volatile Duration slow = Duration.ZERO;
  public volatile Duration slowAnswer = Duration.ZERO;
  public volatile Duration slowReports = Duration.ZERO;

  private final Clock clock;
  private final ECKey key;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] statuses = new byte[1024];
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, TestPass> refreshTokens = new ConcurrentHashMap<>();
  private int passes;

  public TestService(Clock clock) {
    this.clock = clock;
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    reader = pass(Duration.ofHours(24));
  }

  public String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** A new pass, and the reader's from now on. */
  public TestPass pass(Duration lasts) {
    String sub = "p_" + random(16);
    reader = new TestPass(sub, passes++, clock.instant().plus(lasts));
    return reader;
  }

  /** An institution's access from a network, and the reader's from now on. */
  public TestPass institution(String net, Duration lasts) {
    reader = new TestPass("i_" + random(16), passes, clock.instant().plus(lasts));
    reader.net = net;
    passes += 2; // the second entry is that of its session
    return reader;
  }

  /** Sets a session's entry in the status list. */
  public void sessionStatus(TestPass institution, int value) {
    status(institution.index + 1, value);
  }

  /** Sets a pass's entry in the status list: 0 valid, 1 revoked, 2 suspended. */
  public void status(TestPass pass, int value) {
    status(pass.index, value);
  }

  private void status(int index, int value) {
    synchronized (statuses) {
      int shift = index % 4 * 2;
      int at = index / 4;
      statuses[at] = (byte) (statuses[at] & ~(3 << shift) | value << shift);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (down) {
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/oauth/jwks" -> body(exchange, 200, keys());
        case "/status-lists/w1" -> body(exchange, 200, statusList());
        case "/collection-map" -> body(exchange, 200, collectionMap());
        case "/oauth/authorize" -> authorize(exchange);
        case "/oauth/token" -> token(exchange, form(exchange));
        case "/oauth/revoke" -> revoke(exchange, form(exchange));
        case "/use-reports" -> report(exchange);
        case "/usage/events" -> events(exchange);
        default -> body(exchange, 200, "a page of the service");
      }
    }
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
    authorizations.add(query);
    String code = random(16);
    codes.put(code, new Code(reader, query.get("code_challenge"), query.get("redirect_uri")));
    String back =
        query.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + query.get("state")
            + "&iss="
            + URLEncoder.encode(issuer(), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", back);
    exchange.sendResponseHeaders(303, -1);
  }

  private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
    pause(slow);
    if (!client(exchange)) {
      body(exchange, 401, JSON.writeValueAsString(Map.of("error", "invalid_client")));
    } else if ("refresh_token".equals(form.get("grant_type"))) {
      String refresh = form.get("refresh_token");
      TestPass pass = refreshTokens.get(refresh);
      if (pass != null) {
        pass.refreshes.incrementAndGet();
      }
      boolean ended = pass != null && !clock.instant().isBefore(pass.end);
      if (pass == null || ended || !pass.refuseRenewal.isEmpty()) {
        String why = pass == null ? "REVOKED" : ended ? "EXPIRED" : pass.refuseRenewal;
        refuse(exchange, why + ": no");
      } else if (isOutside(pass, form)) {
        refuse(exchange, "OUTSIDE_NETWORK: no");
      } else {
        tokens(exchange, pass, refresh);
      }
    } else {
      codesAsked.add(form.get("code"));
      Code code = codes.remove(form.get("code"));
      if (code == null || !proves(code, form)) {
        refuse(exchange, "the code is not known");
      } else if (isOutside(code.pass(), form)) {
        refuse(exchange, "OUTSIDE_NETWORK: no");
      } else {
        String refresh = random(32);
        refreshTokens.put(refresh, code.pass());
        tokens(exchange, code.pass(), refresh);
      }
    }
  }

  private static boolean isOutside(TestPass pass, Map<String, String> form) {
    boolean stated = form.containsKey("client_address");
    return !pass.net.isEmpty()
        && !(stated
            && IpLiteral.parse(form.get("client_address"))
                .filter(Cidr.parse(pass.net)::contains)
                .isPresent());
  }

  private static boolean proves(Code code, Map<String, String> form) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(form.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
      String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return challenge.equals(code.challenge())
          && code.redirectUri().equals(form.get("redirect_uri"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tokens(HttpExchange exchange, TestPass pass, String refresh) throws IOException {
    String access = sign("at+jwt", claims(pass));
    pause(slowAnswer);
    Map<String, Object> answer =
        new LinkedHashMap<>(
            Map.of(
                "access_token",
                access,
                "token_type",
                "Bearer",
                "expires_in",
                3600,
                "refresh_token",
                refresh));
    if (!pass.sid.isEmpty()) {
      answer.put("session", Map.of("sid", pass.sid, "shared", pass.shared));
    }
    body(exchange, 200, JSON.writeValueAsString(answer));
  }

  private Map<String, Object> claims(TestPass pass) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer());
    claims.put("sub", pass.sub);
    claims.put("aud", AUDIENCE);
    claims.put("client_id", "docserver");
    claims.put("iat", now);
    long lifetime = pass.net.isEmpty() ? 3600 : 900;
    claims.put("exp", Math.min(now + lifetime, pass.end.getEpochSecond()));
    claims.put("jti", random(16));
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("type", "carrel_docs");
    detail.put("actions", pass.actions);
    detail.put("prod", pass.collections);
    detail.put("end", pass.end.getEpochSecond());
    if (!pass.limits.isEmpty()) {
      detail.put("lim", pass.limits);
    }
    claims.put("authorization_details", List.of(detail));
    String uri = issuer() + "/status-lists/w1";
    if (!pass.net.isEmpty()) {
      claims.put("sid", "session");
      detail.put("inst", 7);
      detail.put("net", pass.net);
      detail.put("ses", Map.of("idx", pass.index + 1, "uri", uri));
    }
    claims.put("status", Map.of("status_list", Map.of("idx", pass.index, "uri", uri)));
    return claims;
  }

  private void revoke(HttpExchange exchange, Map<String, String> form) throws IOException {
    TestPass pass = refreshTokens.remove(form.get("token"));
    if (pass != null && client(exchange)) {
      pass.revocations.incrementAndGet();
    }
    body(exchange, 200, "");
  }

  private void report(HttpExchange exchange) throws IOException {
    pause(slowReports);
    reports.add(JSON.readTree(exchange.getRequestBody()));
    exchange.sendResponseHeaders(refuseReports ? 500 : client(exchange) ? 204 : 401, -1);
  }

  private void events(HttpExchange exchange) throws IOException {
    JSON.readTree(exchange.getRequestBody()).path("events").forEach(events::add);
    exchange.sendResponseHeaders(refuseReports ? 500 : client(exchange) ? 204 : 401, -1);
  }

  private String statusList() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
      synchronized (statuses) {
        zlib.write(statuses);
      }
    }
    String list = Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    Map<String, Object> claims = dated();
    claims.put("sub", issuer() + "/status-lists/w1");
    claims.put("ttl", 2);
    claims.put("status_list", Map.of("bits", 2, "lst", list));
    return sign("statuslist+jwt", claims);
  }

  private String collectionMap() {
    Map<String, Object> claims = dated();
    claims.put("iss", issuer());
    claims.put(
        "titles",
        Map.of("hein.crs", List.of(1), "us.founding", List.of(2), "us.declaration", List.of(3)));
    return sign("collection-map+jwt", claims);
  }

  private Map<String, Object> dated() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", clock.instant().getEpochSecond());
    claims.put("exp", clock.instant().getEpochSecond() + 3600);
    return claims;
  }

  private String keys() throws IOException {
    return JSON.writeValueAsString(Map.of("keys", List.of(key.toPublicJWK().toJSONObject())));
  }

  private String sign(String type, Map<String, Object> claims) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(new JOSEObjectType(type))
              .keyID(key.getKeyID())
              .build();
      JWSObject jws = new JWSObject(header, new Payload(JSON.writeValueAsString(claims)));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean client(HttpExchange exchange) {
    String pair = "docserver:" + SECRET;
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void refuse(HttpExchange exchange, String why) throws IOException {
    body(
        exchange,
        400,
        JSON.writeValueAsString(Map.of("error", "invalid_grant", "error_description", why)));
  }

  private static void body(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", text.startsWith("{") ? "application/json" : "text/plain");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    return parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  public static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  public static Map<String, String> query(URI uri) {
    return parameters(uri.getRawQuery());
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

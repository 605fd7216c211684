package org.carrel.verifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;

/** The service's three kinds of documents over real HTTP, and the tokens that name them. */
final class FakeService implements AutoCloseable {
  static final String AUDIENCE = "documents";
  static final String HANDLE = "hein.crs/govekfi0001";
  static final String SUBJECT = "p_AAAAAAAAAAAAAAAAAAAAAA";

  /** One for all tests: a client's TLS set-up is the dearest part of a verifier's start. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final SettableClock clock;
  final List<Signer> published = new CopyOnWriteArrayList<>();
  final Map<String, byte[]> lists = new ConcurrentHashMap<>();
  final Map<String, Object> titles = new ConcurrentHashMap<>();
  final Map<String, String> answersInstead = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> unchanged = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private int jtis;
  volatile Signer signer;
  volatile boolean broken;
  volatile int ttl = 2;

  FakeService(SettableClock clock) {
    this.clock = clock;
    this.signer = Signer.es256("key-1");
    published.add(signer);
    titles.put("hein.crs", List.of(1));
    titles.put("us.founding", List.of(2));
    lists.put("w1", new byte[64]);
    lists.put("s1", new byte[64]);
    this.server = listen(0);
  }

  private HttpServer listen(int port) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      made.setExecutor(threads);
      made.createContext("/", this::answer);
      made.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI issuer() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  String listUri(String id) {
    return issuer() + "/status-lists/" + id;
  }

  EntitlementVerifierBuilder verifier() {
    return EntitlementVerifier.builder(issuer(), AUDIENCE).clock(clock).httpClient(CLIENT);
  }

  int asked(String path) {
    return asked.computeIfAbsent(path, any -> new AtomicInteger()).get();
  }

  /** How often the answer was that nothing has changed. */
  int unchanged(String path) {
    return unchanged.computeIfAbsent(path, any -> new AtomicInteger()).get();
  }

  /** Nobody listens any more, as when the machine is gone. */
  void stop() {
    server.stop(0);
  }

  /** Sets an entry: 0 valid, 1 revoked, 2 suspended. */
  void set(String list, int index, int status) {
    byte[] changed = lists.get(list).clone();
    int shift = index % 4 * 2;
    changed[index / 4] = (byte) (changed[index / 4] & ~(3 << shift) | status << shift);
    lists.put(list, changed);
  }

  /** The claims of a pass that begins now, for an hour, in collection 1. */
  Map<String, Object> pass() {
    long now = clock.seconds();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer().toString());
    claims.put("sub", SUBJECT);
    claims.put("aud", AUDIENCE);
    claims.put("client_id", "docserver");
    claims.put("iat", now);
    claims.put("exp", now + 3600);
    claims.put("jti", "jti-------------------".substring(0, 18) + String.format("%04d", jtis++));
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("type", "carrel_docs");
    detail.put("actions", List.of("read", "download"));
    detail.put("prod", List.of(1));
    detail.put("end", now + 24 * 3600);
    claims.put("authorization_details", new ArrayList<>(List.of(detail)));
    claims.put("status", Map.of("status_list", Map.of("idx", 7, "uri", listUri("w1"))));
    return claims;
  }

  /** The claims of an institution's reader: with a session and its entry in a second list. */
  Map<String, Object> institution() {
    Map<String, Object> claims = pass();
    claims.put("sub", "i_4711");
    claims.put("sid", "session-1");
    detail(claims).put("inst", 4711);
    detail(claims).put("net", "192.0.2.0/24");
    detail(claims).put("ses", Map.of("idx", 9, "uri", listUri("s1")));
    return claims;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> detail(Map<String, Object> claims) {
    return (Map<String, Object>) ((List<?>) claims.get("authorization_details")).get(0);
  }

  String token(Map<String, Object> claims) {
    return signer.sign("at+jwt", claims);
  }

  Map<String, Object> listClaims(String id) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", listUri(id));
    claims.put("iat", clock.seconds());
    claims.put("exp", clock.seconds() + 3600);
    claims.put("ttl", ttl);
    claims.put("status_list", Map.of("bits", 2, "lst", deflated(lists.get(id))));
    return claims;
  }

  String list(String id) {
    return signer.sign("statuslist+jwt", listClaims(id));
  }

  Map<String, Object> mapClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer().toString());
    claims.put("iat", clock.seconds());
    claims.put("exp", clock.seconds() + 3600);
    claims.put("titles", titles);
    return claims;
  }

  static String deflated(byte[] packed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
    String body = broken ? null : body(path);
    if (body == null) {
      exchange.sendResponseHeaders(broken ? 503 : 404, -1);
    } else {
      String etag = "\"" + Integer.toHexString(unsigned(body).hashCode()) + "\"";
      boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("ETag", etag);
      exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : bytes.length);
      if (same) {
        unchanged.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
      } else {
        exchange.getResponseBody().write(bytes);
      }
    }
    exchange.close();
  }

  /** What two signatures over the same have in common. */
  private static String unsigned(String body) {
    return body.indexOf('.') > 0 ? body.substring(0, body.lastIndexOf('.')) : body;
  }

  private String body(String path) {
    String instead = answersInstead.get(path);
    if (instead != null) {
      return instead;
    }
    String list = path.replaceFirst("^/status-lists/", "");
    return switch (path) {
      case "/oauth/jwks" ->
          Signer.json(Map.of("keys", published.stream().map(Signer::jwk).toList()));
      case "/collection-map" -> signer.sign("collection-map+jwt", mapClaims());
      default -> lists.containsKey(list) ? list(list) : null;
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

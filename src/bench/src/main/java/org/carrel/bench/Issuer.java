package org.carrel.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/** Stands for the service: mints passes and serves keys, a full status list and the map. */
final class Issuer implements AutoCloseable {
  static final String AUDIENCE = "documents";
  static final String HANDLE = "hein.crs/govekfi0001";
  private static final int LIST_BYTES = 256 * 1024;

  private final ECKey ec;
  private final RSAKey rsa;
  private final HttpServer server;

  Issuer() throws JOSEException, IOException {
    this.ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    this.rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  ECKey ec() {
    return ec;
  }

  RSAKey rsa() {
    return rsa;
  }

  /** A pass of about 720 bytes under the given key. */
  String pass(JWK key, int number) throws JOSEException {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> detail =
        Map.of(
            "type", "carrel_docs",
            "actions", List.of("read", "download"),
            "prod", List.of(1, 2, 3),
            "end", now + 86_400,
            "lim", Map.of("pg", 500, "dl", 20));
    Map<String, Object> claims =
        Map.of(
            "iss",
            uri().toString(),
            "sub",
            "p_" + String.format("%022d", number),
            "aud",
            AUDIENCE,
            "client_id",
            "docserver",
            "iat",
            now,
            "exp",
            now + 3600,
            "jti",
            String.format("%022d", number),
            "authorization_details",
            List.of(detail),
            "status",
            Map.of("status_list", Map.of("idx", number, "uri", listUri())));
    return signed(key, "at+jwt", claims);
  }

  private String listUri() {
    return uri() + "/status-lists/w1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = document(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  private String document(String path) throws JOSEException, IOException {
    long now = Instant.now().getEpochSecond();
    return switch (path) {
      case "/oauth/jwks" -> new JWKSet(List.of(ec, rsa)).toPublicJWKSet().toString();
      case "/collection-map" ->
          signed(
              ec,
              "collection-map+jwt",
              Map.of(
                  "iss",
                  uri().toString(),
                  "iat",
                  now,
                  "exp",
                  now + 3600,
                  "titles",
                  Map.of("hein.crs", List.of(1))));
      default ->
          signed(
              ec,
              "statuslist+jwt",
              Map.of(
                  "sub",
                  listUri(),
                  "iat",
                  now,
                  "exp",
                  now + 3600,
                  "ttl",
                  2,
                  "status_list",
                  Map.of("bits", 2, "lst", deflated())));
    };
  }

  private static String deflated() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(new byte[LIST_BYTES]);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  private static String signed(JWK key, String type, Map<String, Object> claims)
      throws JOSEException {
    boolean elliptic = key instanceof ECKey;
    JWSSigner signer = elliptic ? new ECDSASigner((ECKey) key) : new RSASSASigner((RSAKey) key);
    JWSHeader header =
        new JWSHeader.Builder(elliptic ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256)
            .type(new JOSEObjectType(type))
            .keyID(key.getKeyID())
            .build();
    JWSObject jws = new JWSObject(header, new Payload(claims));
    jws.sign(signer);
    return jws.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

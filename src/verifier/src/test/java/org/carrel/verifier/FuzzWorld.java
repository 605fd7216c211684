package org.carrel.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The service as a fuzz needs it: keys made from the seed, a time that stands still, and valid
 * tokens and documents to begin from.
 */
final class FuzzWorld {
  static final String ISSUER = "https://carrel.example";
  static final String AUDIENCE = "documents";
  static final String LISTS = ISSUER + "/status-lists/";
  static final String HANDLE = "hein.crs/govekfi0001";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final long SECOND = NOW.getEpochSecond();
  private static final ObjectMapper JSON = new ObjectMapper();

  final Clock clock = new SettableClock(NOW);
  final Signer elliptic;
  final Signer rsa;

  /** Signs under the id of a published key, with a key of its own. */
  final Signer forger;

  /** Packed entries by list: 0 at most places, in w1 one of each other value. */
  final Map<String, byte[]> lists = new LinkedHashMap<>();

  FuzzWorld(long seed) {
    SecureRandom random = new Seeded(seed);
    elliptic = Signer.es256("es-1", random);
    rsa = Signer.rs256("rs-1", 2048, random);
    forger = Signer.es256("es-1", random);
    lists.put("w1", new byte[64]);
    lists.get("w1")[2] = (byte) (1 | 2 << 2 | 3 << 4);
    lists.put("s1", new byte[64]);
  }

  List<Signer> published() {
    return List.of(elliptic, rsa);
  }

  /** What is served while nothing is wrong. */
  FuzzWire wire() {
    FuzzWire wire = new FuzzWire();
    wire.documents.put(ISSUER + "/oauth/jwks", utf8(keys().toString()));
    wire.documents.put(
        ISSUER + "/collection-map", utf8(signed(elliptic, "collection-map+jwt", map())));
    lists.forEach(
        (id, packed) ->
            wire.documents.put(LISTS + id, utf8(signed(elliptic, "statuslist+jwt", list(id)))));
    return wire;
  }

  EntitlementVerifier verifier(FuzzWire wire) {
    return EntitlementVerifier.builder(URI.create(ISSUER), AUDIENCE)
        .clock(clock)
        .httpClient(wire)
        .build();
  }

  /** The claims of valid tokens, one of each kind. */
  List<ObjectNode> tokens() {
    ObjectNode pass = claims("p_AAAAAAAAAAAAAAAAAAAAAA");
    detail(pass).set("prod", read("[1,2]"));
    detail(pass).set("lim", read("{\"pg\":500,\"dl\":20}"));
    ObjectNode docs = claims("p_BBBBBBBBBBBBBBBBBBBBBB");
    detail(docs).set("docs", read("[\"" + HANDLE + "\",\"us.founding/constitution\"]"));
    ObjectNode institution = inSession(claims("i_4711"));
    detail(institution).set("prod", read("[1]"));
    detail(institution).put("inst", 4711).put("net", "192.0.2.0/24");
    ObjectNode trial = inSession(claims("u_CCCCCCCCCCCCCCCCCCCCCC")).put("nbf", SECOND);
    detail(trial).set("prod", read("[1]"));
    detail(trial).put("trial", true).put("net", "2001:db8::/32");
    return List.of(pass, docs, institution, trial);
  }

  ObjectNode list(String id) {
    ObjectNode claims = document().put("sub", LISTS + id).put("ttl", 2);
    claims.putObject("status_list").put("bits", 2).put("lst", FakeService.deflated(lists.get(id)));
    return claims;
  }

  ObjectNode map() {
    ObjectNode claims = document().put("iss", ISSUER);
    claims.set("titles", read("{\"hein.crs\":[1],\"us.founding\":[2,3],\"a/b\":[],\"a\":[1]}"));
    return claims;
  }

  ObjectNode keys() {
    ObjectNode keys = JSON.createObjectNode();
    keys.set("keys", JSON.valueToTree(published().stream().map(Signer::jwk).toList()));
    return keys;
  }

  static ObjectNode header(Signer signer, String type) {
    return JSON.createObjectNode()
        .put("alg", signer.algorithm())
        .put("typ", type)
        .put("kid", signer.kid());
  }

  static String signed(Signer signer, String type, ObjectNode claims) {
    return signer.signRaw(header(signer, type).toString(), claims.toString());
  }

  static ObjectNode detail(ObjectNode claims) {
    return (ObjectNode) claims.get("authorization_details").get(0);
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode document() {
    return JSON.createObjectNode().put("iat", SECOND).put("exp", SECOND + 3600);
  }

  private static ObjectNode claims(String subject) {
    ObjectNode claims = document().put("iss", ISSUER).put("sub", subject).put("aud", AUDIENCE);
    claims.put("client_id", "docserver").put("jti", "jti-------------------".substring(0, 22));
    claims
        .putArray("authorization_details")
        .addObject()
        .put("type", "carrel_docs")
        .put("end", SECOND + 86_400)
        .set("actions", read("[\"read\",\"download\"]"));
    claims.putObject("status").set("status_list", entry(7, "w1"));
    return claims;
  }

  private static ObjectNode inSession(ObjectNode claims) {
    detail(claims).set("ses", entry(9, "s1"));
    return claims.put("sid", "session-1");
  }

  private static ObjectNode entry(int index, String list) {
    return JSON.createObjectNode().put("idx", index).put("uri", LISTS + list);
  }

  /** Makes the same keys from the same seed. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final Random random;

    Seeded(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}

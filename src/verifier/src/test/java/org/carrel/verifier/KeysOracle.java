package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a JWKS by RFC 7517 and DESIGN.md 7, with none of the code under test. */
final class KeysOracle {
  private KeysOracle() {}

  /**
   * The keys of an acceptable set by their ids, each as its algorithm and what makes it this key.
   */
  static Map<String, String> keys(byte[] body) throws Unacceptable {
    JsonNode listed = StrictJson.object(body).path("keys");
    Unacceptable.unless(listed.isArray() && listed.size() <= 64, "no list of keys");
    Map<String, String> keys = new LinkedHashMap<>();
    for (JsonNode one : listed) {
      Unacceptable.unless(one.isObject(), "a key that is no object");
      String key = key((ObjectNode) one);
      if (key != null) {
        String id = DocumentOracle.text((ObjectNode) one, "kid");
        Unacceptable.unless(id.length() <= 128, "a long id");
        Unacceptable.unless(keys.put(id, key) == null, "an id twice");
      }
    }
    return keys;
  }

  /** No id may name another key than it did. */
  static void requireSameMeaning(Map<String, String> keys, Map<String, String> held)
      throws Unacceptable {
    for (Map.Entry<String, String> key : keys.entrySet()) {
      String before = held.getOrDefault(key.getKey(), key.getValue());
      Unacceptable.unless(before.equals(key.getValue()), "an id for another key");
    }
  }

  private static @Nullable String key(ObjectNode jwk) throws Unacceptable {
    String type = DocumentOracle.text(jwk, "kty");
    if (!optional(jwk, "use", "sig").equals("sig")) {
      return null;
    }
    String algorithm = optional(jwk, "alg", "");
    if (type.equals("EC") && optional(jwk, "crv", "").equals("P-256")) {
      return algorithm.isEmpty() || algorithm.equals("ES256") ? elliptic(jwk) : null;
    }
    boolean ours = type.equals("RSA") && (algorithm.isEmpty() || algorithm.equals("RS256"));
    return ours ? rsa(jwk) : null;
  }

  private static String optional(ObjectNode jwk, String name, String otherwise)
      throws Unacceptable {
    return jwk.has(name) ? DocumentOracle.text(jwk, name) : otherwise;
  }

  private static String elliptic(ObjectNode jwk) throws Unacceptable {
    String x = DocumentOracle.text(jwk, "x");
    String y = DocumentOracle.text(jwk, "y");
    Unacceptable.unless(DocumentOracle.base64Url(x).length == 32, "x");
    Unacceptable.unless(DocumentOracle.base64Url(y).length == 32, "y");
    try {
      new ECKey.Builder(Curve.P_256, new Base64URL(x), new Base64URL(y)).build();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new Unacceptable("no point of the curve");
    }
    return "ES256 " + x + " " + y;
  }

  private static String rsa(ObjectNode jwk) throws Unacceptable {
    BigInteger n = new BigInteger(1, DocumentOracle.base64Url(DocumentOracle.text(jwk, "n")));
    BigInteger e = new BigInteger(1, DocumentOracle.base64Url(DocumentOracle.text(jwk, "e")));
    Unacceptable.unless(n.bitLength() >= 2048 && n.bitLength() <= 8192, "n");
    boolean usual = e.compareTo(BigInteger.valueOf(65_537)) >= 0 && e.bitLength() <= 64;
    Unacceptable.unless(usual && e.testBit(0), "e");
    return "RS256 " + n + " " + e;
  }
}

package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Judges signed documents by DESIGN.md 7, with Jackson and nimbus-jose-jwt and none of the code
 * under test. Numbers are in seconds since 1970.
 */
final class DocumentOracle {
  private static final long SKEW = 30;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int MOST_INFLATED = 256 * 1024;

  private final FuzzWorld world;

  DocumentOracle(FuzzWorld world) {
    this.world = world;
  }

  /** The inflated entries of an acceptable list. */
  byte[] list(byte[] body, String uri, long heldIssuedAt) throws Unacceptable {
    ObjectNode claims = document(body, "statuslist+jwt", 480 * 1024);
    Unacceptable.unless(claims.get("iat").longValue() >= heldIssuedAt, "older than the held one");
    Unacceptable.unless(text(claims, "sub").equals(uri), "another sub");
    if (claims.has("ttl")) {
      number(claims, "ttl", Integer.MAX_VALUE);
    }
    JsonNode list = claims.path("status_list");
    Unacceptable.unless(list.isObject(), "no status_list");
    Unacceptable.unless(number((ObjectNode) list, "bits", 8) == 2, "bits");
    return inflated(base64Url(text((ObjectNode) list, "lst")));
  }

  /** The titles of an acceptable collection map. */
  ObjectNode titles(byte[] body, long heldIssuedAt) throws Unacceptable {
    ObjectNode claims = document(body, "collection-map+jwt", 8 * 1024 * 1024);
    Unacceptable.unless(claims.get("iat").longValue() >= heldIssuedAt, "older than the held one");
    text(claims, "iss");
    Unacceptable.unless(claims.path("titles").isObject(), "no titles");
    for (JsonNode collections : claims.get("titles")) {
      Unacceptable.unless(collections.isArray(), "no list of collections");
      for (JsonNode number : collections) {
        whole(number, Integer.MAX_VALUE);
      }
    }
    return (ObjectNode) claims.get("titles");
  }

  private ObjectNode document(byte[] body, String type, int mostBytes) throws Unacceptable {
    ObjectNode claims = claims(body, type, mostBytes);
    if (claims.has("iss")) {
      Unacceptable.unless(text(claims, "iss").equals(FuzzWorld.ISSUER), "another issuer");
    }
    Unacceptable.unless(seconds(claims, "iat") <= FuzzWorld.SECOND + SKEW, "of the future");
    Unacceptable.unless(seconds(claims, "exp") > FuzzWorld.SECOND, "expired");
    return claims;
  }

  /** The claims of a text that a published key signed, of that type. */
  ObjectNode claims(byte[] body, String type, int mostBytes) throws Unacceptable {
    Unacceptable.unless(body.length <= mostBytes, "too long");
    String[] parts = new String(body, StandardCharsets.ISO_8859_1).split("\\.", -1);
    Unacceptable.unless(parts.length == 3, "not three parts");
    for (String part : parts) {
      Unacceptable.unless(!part.isEmpty(), "an empty part");
    }
    ObjectNode header = StrictJson.object(base64Url(parts[0]));
    for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
      Unacceptable.unless(Set.of("alg", "typ", "kid").contains(names.next()), "header member");
    }
    Unacceptable.unless(text(header, "typ").equals(type), "another type");
    requireSigned(text(header, "kid"), text(header, "alg"), parts);
    return StrictJson.object(base64Url(parts[1]));
  }

  private void requireSigned(String kid, String alg, String[] parts) throws Unacceptable {
    byte[] signature = base64Url(parts[2]);
    byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.ISO_8859_1);
    for (Signer signer : world.published()) {
      if (signer.kid().equals(kid)) {
        Unacceptable.unless(signer.algorithm().equals(alg), "not the key's algorithm");
        Unacceptable.unless(verifies(signer, input, signature), "signature");
        return;
      }
    }
    throw new Unacceptable("unknown key");
  }

  private static boolean verifies(Signer signer, byte[] input, byte[] signature) {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(signer.algorithm());
    int length = algorithm.equals(JWSAlgorithm.ES256) ? 64 : 256;
    try {
      JWSVerifier verifier =
          algorithm.equals(JWSAlgorithm.ES256)
              ? new ECDSAVerifier(ECKey.parse(signer.jwk()))
              : new RSASSAVerifier(RSAKey.parse(signer.jwk()));
      return signature.length == length
          && verifier.verify(new JWSHeader(algorithm), input, Base64URL.encode(signature));
    } catch (JOSEException e) {
      return false;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] base64Url(String text) throws Unacceptable {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(decoded);
      Unacceptable.unless(again.equals(text), "not the one way to write it");
      return decoded;
    } catch (IllegalArgumentException e) {
      throw new Unacceptable("not base64url");
    }
  }

  static String text(ObjectNode object, String name) throws Unacceptable {
    JsonNode value = object.path(name);
    Unacceptable.unless(value.isTextual() && !value.textValue().isEmpty(), name + ": no text");
    return value.textValue();
  }

  static long seconds(ObjectNode object, String name) throws Unacceptable {
    return number(object, name, LAST_SECOND);
  }

  static long number(ObjectNode object, String name, long most) throws Unacceptable {
    return whole(object.path(name), most);
  }

  static long whole(JsonNode value, long most) throws Unacceptable {
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    Unacceptable.unless(whole && value.longValue() >= 0 && value.longValue() <= most, "a number");
    return value.longValue();
  }

  private static byte[] inflated(byte[] zlib) throws Unacceptable {
    Inflater inflater = new Inflater();
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(zlib), inflater)) {
      byte[] bytes = in.readNBytes(MOST_INFLATED + 1);
      Unacceptable.unless(bytes.length <= MOST_INFLATED, "inflates to too much");
      Unacceptable.unless(in.read() < 0, "goes on");
      Unacceptable.unless(inflater.getTotalIn() == zlib.length, "something follows");
      return Arrays.copyOf(bytes, bytes.length);
    } catch (IOException e) {
      throw new Unacceptable("no zlib stream");
    } finally {
      inflater.end();
    }
  }
}

package org.carrel.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;

/** A signing key of the service, used through nimbus-jose-jwt: not the code under test. */
final class Signer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JWK key;
  private final JWSAlgorithm algorithm;
  private final JWSSigner signer;

  private Signer(JWK key, JWSAlgorithm algorithm, JWSSigner signer) {
    this.key = key;
    this.algorithm = algorithm;
    this.signer = signer;
  }

  static Signer es256(String kid) {
    return es256(kid, new SecureRandom());
  }

  static Signer es256(String kid, SecureRandom random) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).secureRandom(random).keyID(kid).generate();
      return new Signer(key, JWSAlgorithm.ES256, new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Signer rs256(String kid, int bits) {
    return rs256(kid, bits, new SecureRandom());
  }

  static Signer rs256(String kid, int bits, SecureRandom random) {
    try {
      RSAKey key = new RSAKeyGenerator(bits, true).secureRandom(random).keyID(kid).generate();
      return new Signer(key, JWSAlgorithm.RS256, new RSASSASigner(key, true));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String kid() {
    return key.getKeyID();
  }

  String algorithm() {
    return algorithm.getName();
  }

  Map<String, Object> jwk() {
    return key.toPublicJWK().toJSONObject();
  }

  String sign(String type, Map<String, Object> claims) {
    JWSHeader header =
        new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).keyID(kid()).build();
    JWSObject jws = new JWSObject(header, new Payload(json(claims)));
    try {
      jws.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jws.serialize();
  }

  /** Signs a header and a payload exactly as given, however wrong they are. */
  String signRaw(String header, String payload) {
    return signRaw(
        header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
  }

  String signRaw(byte[] header, byte[] payload) {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
    return input + "." + signature(input);
  }

  /** The signature over any text, as by this key's algorithm. */
  String signature(String input) {
    try {
      return signer
          .sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII))
          .toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.carrel.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Instant;
import java.util.Map;
import org.carrel.base.Ids;

/**
 * A key that signs, or will: published first, signing from its own instant on.
 *
 * @param jwk the key pair; its private part never leaves this room
 * @param algorithm the one algorithm that it is for
 * @param publishedAt since when it is in the key set
 * @param signsFrom from when it signs, until the next one does
 */
record SigningKey(JWK jwk, Algorithm algorithm, Instant publishedAt, Instant signsFrom) {
  static final String PURPOSE = "token";
  private static final int RSA_BITS = 2048;

  static SigningKey generate(Algorithm algorithm, Instant publishedAt, Instant signsFrom) {
    try {
      String kid = Ids.random();
      JWK jwk =
          algorithm == Algorithm.ES256
              ? new ECKeyGenerator(Curve.P_256)
                  .keyID(kid)
                  .keyUse(KeyUse.SIGNATURE)
                  .algorithm(algorithm.jws())
                  .generate()
              : new RSAKeyGenerator(RSA_BITS)
                  .keyID(kid)
                  .keyUse(KeyUse.SIGNATURE)
                  .algorithm(algorithm.jws())
                  .generate();
      return new SigningKey(jwk, algorithm, publishedAt, signsFrom);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot generate a key for " + algorithm, e);
    }
  }

  String kid() {
    return jwk.getKeyID();
  }

  /**
   * A JWT whose header is exactly {@code alg}, {@code typ} and {@code kid}.
   *
   * @param typ media type without {@code application/}
   * @param claims JSON values
   */
  String sign(String typ, Map<String, Object> claims) {
    JWSHeader header =
        new JWSHeader.Builder(algorithm.jws()).type(new JOSEObjectType(typ)).keyID(kid()).build();
    JWSObject jwt = new JWSObject(header, new Payload(claims));
    try {
      jwt.sign(signer());
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with " + kid(), e);
    }
  }

  private JWSSigner signer() throws JOSEException {
    return jwk instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) jwk);
  }

  /** Its id and algorithm: keys stay out of logs. */
  @Override
  public String toString() {
    return "SigningKey[" + kid() + " " + algorithm + "]";
  }
}

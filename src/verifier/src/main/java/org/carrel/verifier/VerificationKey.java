package org.carrel.verifier;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** A public key with its id and the one algorithm that it serves. */
final class VerificationKey {
  private static final int COORDINATE = 32;
  private static final int SMALLEST_MODULUS = 2048;
  private static final int LARGEST_MODULUS = 8192;
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);
  private static final BigInteger P =
      hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  private static final BigInteger B =
      hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  private static final byte[] ORDER =
      Arrays.copyOfRange(
          hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551").toByteArray(),
          1,
          COORDINATE + 1);

  private final String id;
  private final Algorithm algorithm;
  private final PublicKey key;
  private final int signatureLength;

  private VerificationKey(String id, Algorithm algorithm, PublicKey key, int signatureLength) {
    this.id = id;
    this.algorithm = algorithm;
    this.key = key;
    this.signatureLength = signatureLength;
  }

  /**
   * Reads one JWK (RFC 7517, RFC 7518 section 6).
   *
   * @return empty for a key of another kind or use, which is not for us
   * @throws Refusal for a key of our kind that is weak, incomplete or off its curve
   */
  static Optional<VerificationKey> ofJwk(Claims jwk) throws Refusal {
    String type = jwk.string("kty");
    String use = jwk.optionalString("use");
    if (use != null && !use.equals("sig")) {
      return Optional.empty();
    }
    String named = jwk.optionalString("alg");
    if (type.equals("EC") && "P-256".equals(jwk.optionalString("crv"))) {
      return named == null || named.equals("ES256") ? Optional.of(ec(jwk)) : Optional.empty();
    }
    if (type.equals("RSA")) {
      return named == null || named.equals("RS256") ? Optional.of(rsa(jwk)) : Optional.empty();
    }
    return Optional.empty();
  }

  String id() {
    return id;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** Whether another of the same id is the same key. */
  boolean isSameKey(VerificationKey other) {
    return Arrays.equals(key.getEncoded(), other.key.getEncoded());
  }

  /** Checks a signature over the first {@code length} bytes of {@code signed}. */
  void check(byte[] signed, int length, byte[] signature) throws Refusal {
    if (signature.length != signatureLength) {
      throw new Refusal(Reason.BAD_SIGNATURE_LENGTH, signature.length + " bytes");
    }
    if (algorithm == Algorithm.ES256
        && !(inOrder(signature, 0) && inOrder(signature, COORDINATE))) {
      throw new Refusal(Reason.BAD_SIGNATURE, "r or s out of range");
    }
    try {
      Signature check = Signature.getInstance(algorithm.jca());
      check.initVerify(key);
      check.update(signed, 0, length);
      if (check.verify(signature)) {
        return;
      }
    } catch (SignatureException e) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new Refusal(Reason.INTERNAL_ERROR, algorithm + " is not offered by this Java");
    }
    throw new Refusal(Reason.BAD_SIGNATURE);
  }

  /** 1 to n-1: some JDK releases took r = s = 0 for a signature of anything (CVE-2022-21449). */
  private static boolean inOrder(byte[] signature, int from) {
    boolean zero = true;
    for (int i = from; i < from + COORDINATE; i++) {
      zero &= signature[i] == 0;
    }
    return !zero
        && Arrays.compareUnsigned(signature, from, from + COORDINATE, ORDER, 0, COORDINATE) < 0;
  }

  private static VerificationKey ec(Claims jwk) throws Refusal {
    BigInteger x = coordinate(jwk, "x");
    BigInteger y = coordinate(jwk, "y");
    BigInteger right = x.modPow(BigInteger.valueOf(3), P).subtract(x.multiply(three())).add(B);
    if (!y.multiply(y).subtract(right).mod(P).equals(BigInteger.ZERO)) {
      throw jwk.wrong("x", "and y are no point of P-256");
    }
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
      return new VerificationKey(id(jwk), Algorithm.ES256, key, 2 * COORDINATE);
    } catch (GeneralSecurityException e) {
      throw new Refusal(Reason.INTERNAL_ERROR, "P-256 is not offered by this Java");
    }
  }

  private static VerificationKey rsa(Claims jwk) throws Refusal {
    BigInteger modulus = new BigInteger(1, Base64Url.decode(jwk.string("n")));
    BigInteger exponent = new BigInteger(1, Base64Url.decode(jwk.string("e")));
    int bits = modulus.bitLength();
    if (bits < SMALLEST_MODULUS || bits > LARGEST_MODULUS) {
      throw jwk.wrong("n", "has " + bits + " bits");
    }
    if (exponent.compareTo(SMALLEST_EXPONENT) < 0
        || exponent.bitLength() > 64
        || !exponent.testBit(0)) {
      throw jwk.wrong("e", "is too small, too large or even");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
      return new VerificationKey(id(jwk), Algorithm.RS256, key, (bits + 7) / 8);
    } catch (GeneralSecurityException e) {
      throw new Refusal(Reason.INTERNAL_ERROR, "RSA is not offered by this Java");
    }
  }

  private static String id(Claims jwk) throws Refusal {
    return jwk.string("kid", id -> id.length() <= 128);
  }

  private static BigInteger coordinate(Claims jwk, String name) throws Refusal {
    byte[] bytes = Base64Url.decode(jwk.string(name));
    BigInteger value = new BigInteger(1, bytes);
    if (bytes.length != COORDINATE || value.compareTo(P) >= 0) {
      throw jwk.wrong(name, "is no coordinate of P-256");
    }
    return value;
  }

  private static BigInteger three() {
    return BigInteger.valueOf(3);
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}

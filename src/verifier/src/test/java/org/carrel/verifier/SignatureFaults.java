package org.carrel.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Signatures that are not what the header says, and some that are, in another form. */
final class SignatureFaults {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final FuzzWorld world;
  private final Random random;

  SignatureFaults(FuzzWorld world, Random random) {
    this.world = world;
    this.random = random;
  }

  /** The input with a signature of one of many kinds; rarely the right one. */
  String sign(String input) {
    byte[] right = Base64.getUrlDecoder().decode(world.elliptic.signature(input));
    byte[] made =
        switch (random.nextInt(13)) {
          case 0 -> right;
          case 1 -> decoded(world.forger.signature(input));
          case 2 -> decoded(world.rsa.signature(input));
          case 3 -> der(right);
          case 4 -> otherHalf(right);
          case 5 -> filled((byte) 0);
          case 6 -> filled((byte) 0xFF);
          case 7 -> withPart(right, random.nextInt(2), BigInteger.ZERO);
          case 8 ->
              withPart(right, random.nextInt(2), ORDER.add(BigInteger.valueOf(random.nextInt(3))));
          case 9 -> Arrays.copyOf(right, random.nextInt(130));
          case 10 -> decoded(world.elliptic.signature(input + "A"));
          case 11 -> hmac(input);
          default -> flipped(right);
        };
    return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(made);
  }

  private static byte[] decoded(String signature) {
    return Base64.getUrlDecoder().decode(signature);
  }

  private static byte[] der(byte[] signature) {
    try {
      return ECDSA.transcodeSignatureToDER(signature);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** (r, n-s) verifies like (r, s): another text of the same statement of the same signer. */
  private static byte[] otherHalf(byte[] signature) {
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    return withPart(signature, 1, ORDER.subtract(s));
  }

  private static byte[] withPart(byte[] signature, int part, BigInteger value) {
    byte[] changed = signature.clone();
    byte[] bytes = value.toByteArray();
    for (int i = 0; i < 32; i++) {
      int from = bytes.length - 32 + i;
      changed[part * 32 + i] = from < 0 ? 0 : bytes[from];
    }
    return changed;
  }

  private byte[] filled(byte with) {
    byte[] signature = new byte[random.nextBoolean() ? 64 : 256];
    Arrays.fill(signature, with);
    return signature;
  }

  private byte[] flipped(byte[] signature) {
    byte[] changed = signature.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  /** The public key as the secret of an HMAC. */
  private byte[] hmac(String input) {
    try {
      byte[] secret = ECKey.parse(world.elliptic.jwk()).toECPublicKey().getEncoded();
      Base64URL mac =
          new MACSigner(secret)
              .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
      return mac.decode();
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}

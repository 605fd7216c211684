package org.carrel.base;

import java.security.SecureRandom;
import java.util.Base64;

/** Random names: 128 bits as 22 base64url characters, so that none can be guessed or counted. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Ids() {}

  /** 128 random bits as 22 base64url characters; good as an id and as a secret. */
  public static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }

  /** An id that says what it names: {@code of("p")} gives {@code p_} and 22 characters. */
  public static String of(String prefix) {
    return prefix + "_" + random();
  }

  /**
   * A reference that people read out: {@code O-7K2M-94QX}, 40 random bits in Crockford's base 32.
   * Not a secret, and unique only with a constraint behind it.
   */
  public static String reference(String prefix) {
    long bits = RANDOM.nextLong();
    StringBuilder text = new StringBuilder(prefix).append('-');
    for (int i = 0; i < 8; i++) {
      text.append(i == 4 ? "-" : "").append(CROCKFORD.charAt((int) (bits >>> (5 * i)) & 31));
    }
    return text.toString();
  }
}

package org.carrel.docserver.oauth;

import java.security.SecureRandom;
import java.util.Base64;

/** Names that nobody can guess: 128 random bits as 22 base64url characters. */
final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

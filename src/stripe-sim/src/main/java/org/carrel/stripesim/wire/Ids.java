package org.carrel.stripesim.wire;

import java.security.SecureRandom;

/** Ids in Stripe's shape: a prefix that names the kind, and random letters and digits. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Ids() {}

  /** For instance {@code of("ch", 24)}: {@code ch_} and 24 characters. */
  public static String of(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix).append('_');
    for (int i = 0; i < length; i++) {
      id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}

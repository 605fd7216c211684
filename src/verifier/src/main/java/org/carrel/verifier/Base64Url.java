package org.carrel.verifier;

import java.util.Arrays;

/**
 * Base64url as RFC 7515 section 2 wants it: no padding, no other character, no stray bits. The
 * JDK's decoder lets padding and stray bits pass, so that two texts could mean one token.
 */
final class Base64Url {
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  /** Decodes the ASCII bytes {@code [from, to)}. */
  static byte[] decode(byte[] text, int from, int to) throws Refusal {
    int length = to - from;
    int rest = length & 3;
    if (rest == 1) {
      throw new Refusal(Reason.BAD_ENCODING, "a length that base64url cannot have");
    }
    byte[] out = new byte[(int) (length * 3L / 4)];
    int at = from;
    int put = 0;
    for (int end = to - rest; at < end; at += 4) {
      int bits =
          value(text[at]) << 18
              | value(text[at + 1]) << 12
              | value(text[at + 2]) << 6
              | value(text[at + 3]);
      out[put++] = (byte) (bits >> 16);
      out[put++] = (byte) (bits >> 8);
      out[put++] = (byte) bits;
    }
    if (rest != 0) {
      tail(text, at, rest, out, put);
    }
    return out;
  }

  /** Decodes a JSON string's value. */
  static byte[] decode(String text) throws Refusal {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    return decode(bytes, 0, bytes.length);
  }

  private static void tail(byte[] text, int at, int rest, byte[] out, int put) throws Refusal {
    int bits = value(text[at]) << 18 | value(text[at + 1]) << 12;
    if (rest == 3) {
      bits |= value(text[at + 2]) << 6;
      out[put + 1] = (byte) (bits >> 8);
    }
    out[put] = (byte) (bits >> 16);
    if ((bits & (rest == 3 ? 0xFF : 0xFFFF)) != 0) {
      throw new Refusal(Reason.BAD_ENCODING, "stray bits at the end");
    }
  }

  private static int value(byte character) throws Refusal {
    int value = character < 0 ? -1 : VALUES[character];
    if (value < 0) {
      throw new Refusal(Reason.BAD_ENCODING, "a character outside base64url");
    }
    return value;
  }
}

package org.carrel.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Changes texts and bytes without knowing what they say: on the way, as anybody could. */
final class TextFaults {
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ é\u0000\n{\"💶";

  private final Random random;

  TextFaults(Random random) {
    this.random = random;
  }

  /** A compact JWS with one to three changes. */
  String change(String token, String other) {
    String changed = token;
    for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
      changed = random.nextBoolean() ? character(changed) : part(changed, other);
    }
    return changed;
  }

  byte[] change(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(5)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed[at] = changed[random.nextInt(changed.length)];
        case 3 -> changed = Arrays.copyOf(changed, random.nextInt(8) == 0 ? at : changed.length);
        default -> changed = inserted(changed, at);
      }
    }
    return changed;
  }

  private byte[] inserted(byte[] bytes, int at) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    longer[at] = (byte) random.nextInt(256);
    return longer;
  }

  private String character(String token) {
    if (token.isEmpty()) {
      return ".";
    }
    StringBuilder text = new StringBuilder(token);
    int at = random.nextInt(text.length());
    char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    switch (random.nextInt(7)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, other);
      case 2 -> text.setLength(at);
      case 3 -> text.append(text, 0, at);
      case 4 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
      case 5 -> text.append("A".repeat(random.nextBoolean() ? 4 : 4096));
      default -> text.setCharAt(at, other);
    }
    return text.toString();
  }

  private String part(String token, String other) {
    String[] parts = token.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    int at = random.nextInt(parts.length);
    switch (random.nextInt(9)) {
      case 0 -> parts[at] = others[Math.min(at, others.length - 1)];
      case 1 -> parts[at] = "";
      case 2 -> parts[at] = parts[at] + "=";
      case 3 -> parts[at] = strayBits(parts[at]);
      case 4 -> parts[at] = parts[at].replace('-', '+').replace('_', '/');
      case 5 -> parts = Arrays.copyOf(parts, parts.length - 1);
      case 6 -> {
        parts = Arrays.copyOf(parts, parts.length + 1);
        parts[parts.length - 1] = others[random.nextInt(others.length)];
      }
      case 7 -> parts[at] = parts[random.nextInt(parts.length)];
      default -> parts[at] = bytesOf(parts[at]);
    }
    return String.join(".", parts);
  }

  /** The last character with other bits where none may be; a decoder may take it for the same. */
  private String strayBits(String part) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = part.isEmpty() ? -1 : alphabet.indexOf(part.charAt(part.length() - 1));
    return last < 0
        ? part + "A"
        : part.substring(0, part.length() - 1) + alphabet.charAt(last ^ 1 + random.nextInt(3));
  }

  /** The same encoding around changed bytes. */
  private String bytesOf(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part.getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(change(bytes));
    } catch (IllegalArgumentException e) {
      return part + part;
    }
  }
}

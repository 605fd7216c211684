package org.carrel.base;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Refuses a demo's secrets outside the demo. A secret is a demo's when it, or what it is in base64,
 * begins with one of {@link #MARKS}.
 */
@ApplicationScoped
public class DemoSecrets {
  private static final List<String> MARKS =
      List.of("demo-", "carrel-demo-", "sk_test_sim", "whsec_demo");

  private final DemoConfig config;

  DemoSecrets(DemoConfig config) {
    this.config = config;
  }

  /**
   * Called at the start for each secret setting.
   *
   * @param key the setting's name, for the message; the value is never shown
   * @throws IllegalStateException when the value is a demo's and this is no demo, or when it is
   *     blank
   */
  public void refuse(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalStateException(key + ": this setting is missing");
    }
    if (!config.demo() && isDemo(value)) {
      throw new IllegalStateException(
          key + ": this is a secret of the demo; set your own, or set carrel.demo=true");
    }
  }

  /**
   * The bytes of a base64 key, checked as {@link #refuse} does.
   *
   * @param length how many bytes the key must have
   * @throws IllegalStateException naming the key, when it is not base64 of that many bytes
   */
  public byte[] key(String key, String value, int length) {
    refuse(key, value);
    byte[] bytes = decode(value);
    if (bytes.length != length) {
      throw new IllegalStateException(key + ": give " + length + " bytes in base64");
    }
    return bytes;
  }

  static boolean isDemo(String value) {
    String decoded = new String(decode(value), StandardCharsets.ISO_8859_1);
    return MARKS.stream().anyMatch(mark -> value.startsWith(mark) || decoded.startsWith(mark));
  }

  private static byte[] decode(String value) {
    try {
      return Base64.getDecoder().decode(value.strip());
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}

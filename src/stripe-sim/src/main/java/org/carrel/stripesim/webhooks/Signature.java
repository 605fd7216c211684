package org.carrel.stripesim.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code Stripe-Signature} header: HMAC-SHA-256 over {@code <t>.<raw body>}, one v1 a secret.
 */
final class Signature {
  private Signature() {}

  /**
   * The header for one attempt.
   *
   * @param seconds the time of this attempt, by the simulator's clock
   */
  static String header(long seconds, String body, List<String> secrets) {
    StringBuilder header = new StringBuilder("t=").append(seconds);
    String signed = seconds + "." + body;
    for (String secret : secrets) {
      header.append(",v1=").append(hmac(secret, signed));
    }
    return header.append(",v0=").append(hmac("not a signature: test mode", signed)).toString();
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

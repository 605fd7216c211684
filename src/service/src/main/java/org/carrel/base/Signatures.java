package org.carrel.base;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * HMAC-SHA-256 under {@code carrel.cookie-secret}, with a key of its own for each purpose, so that
 * what is signed for one purpose proves nothing for another.
 */
@Singleton
public class Signatures {
  private static final String SETTING = "carrel.cookie-secret";

  private final byte[] secret;

  Signatures(@ConfigProperty(name = SETTING) String cookieSecret, DemoSecrets secrets) {
    secrets.refuse(SETTING, cookieSecret);
    secret = decode(cookieSecret);
  }

  /** The signature of {@code text} for {@code purpose}, 43 base64url characters. */
  public String sign(String purpose, String text) {
    byte[] key = mac(secret, purpose);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, text));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.strip());
      if (bytes.length >= 32) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalStateException(SETTING + ": must be 32 bytes or more in base64");
  }
}

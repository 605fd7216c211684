package org.carrel.web;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carrel.base.DemoSecrets;

/**
 * HMAC-SHA-256 under {@code carrel.cookie-secret}, with a key of its own for each purpose, so that
 * what is signed for one purpose proves nothing for another.
 */
@Singleton
class Signatures {
  private final byte[] secret;

  Signatures(WebConfig web, DemoSecrets secrets) {
    secrets.refuse("carrel.cookie-secret", web.cookieSecret());
    secret = decode(web.cookieSecret());
  }

  /** The signature of {@code text} for {@code purpose}, 43 base64url characters. */
  String sign(String purpose, String text) {
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
    throw new IllegalStateException("carrel.cookie-secret: must be 32 bytes or more in base64");
  }
}

package org.carrel.audit;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carrel.base.DemoSecrets;

/**
 * HMAC-SHA-256 over a list of texts, each preceded by its length so that no two lists are alike.
 */
@Singleton
@Startup
class AuditMac {
  private final SecretKeySpec key;

  AuditMac(AuditConfig config, DemoSecrets secrets) {
    byte[] bytes = secrets.key("carrel.audit-key", config.auditKey(), 32);
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** 43 base64url characters. */
  String of(Object... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (Object part : parts) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}

package org.carrel.payments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a webhook, checked over the raw bytes: {@code t=<seconds>,v1=<hex>,v1=<hex>},
 * HMAC with SHA-256 over {@code <t>.<body>} (docs.stripe.com/webhooks/signature). Written here
 * because the library accepts times in the future and throws for junk; whatever the header holds,
 * the answer here is yes or no.
 */
final class WebhookSignature {
  private static final int MAX_HEADER = 4096;
  private static final int MAX_SIGNATURES = 20;

  private final long time;
  private final List<byte[]> signatures;

  private WebhookSignature(long time, List<byte[]> signatures) {
    this.time = time;
    this.signatures = signatures;
  }

  /** Whether one of {@code secrets} signed {@code body} no further than the tolerance from now. */
  static boolean holds(
      @Nullable String header, byte[] body, List<String> secrets, Instant now, Duration tolerance) {
    Optional<WebhookSignature> parsed = parse(header);
    return parsed.isPresent()
        && parsed.get().isNear(now, tolerance)
        && parsed.get().isOf(body, secrets);
  }

  private static Optional<WebhookSignature> parse(@Nullable String header) {
    if (header == null || header.length() > MAX_HEADER) {
      return Optional.empty();
    }
    long time = -1;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",")) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals("t") && pair[1].matches("[0-9]{1,12}")) {
        time = Long.parseLong(pair[1]);
      } else if (pair.length == 2 && pair[0].equals("v1") && pair[1].matches("[0-9a-f]{64}")) {
        signatures.add(HexFormat.of().parseHex(pair[1]));
      }
    }
    return time < 0 || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES
        ? Optional.empty()
        : Optional.of(new WebhookSignature(time, signatures));
  }

  private boolean isNear(Instant now, Duration tolerance) {
    return Math.abs(now.getEpochSecond() - time) <= tolerance.toSeconds();
  }

  private boolean isOf(byte[] body, List<String> secrets) {
    boolean found = false;
    for (String secret : secrets) {
      byte[] expected = hmac(secret, body);
      for (byte[] signature : signatures) {
        found |= MessageDigest.isEqual(expected, signature);
      }
    }
    return found;
  }

  private byte[] hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}

package org.carrel.stripesim.wire;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.carrel.stripesim.SimConfig;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the API: whoever shows a configured test key, as bearer or as the name of basic
 * authentication. A key is never logged nor repeated in an answer, least of all a live one.
 */
@Singleton
public class ApiKeys {
  private static final Pattern TEST = Pattern.compile("(sk|rk)_test_\\w+");
  private static final Pattern LIVE = Pattern.compile("[a-z]+_live_.*");

  private final List<String> keys;

  ApiKeys(SimConfig config) {
    keys = config.secretKey();
    if (keys.isEmpty() || !keys.stream().allMatch(key -> TEST.matcher(key).matches())) {
      throw new IllegalStateException(
          "carrel.sim.secret-key: only test keys (sk_test_… or rk_test_…) belong here");
    }
  }

  /**
   * Lets the request pass or refuses it.
   *
   * @param authorization the {@code Authorization} header
   */
  public void check(@Nullable String authorization) {
    String key = key(authorization);
    if (key.isEmpty()) {
      throw StripeError.unauthorized(
          "You did not provide an API key. You need to provide your API key in the Authorization"
              + " header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }
    if (LIVE.matcher(key).matches()) {
      throw StripeError.unauthorized(
          "This is a local simulator: live keys are refused. If this key reached it by mistake,"
              + " roll the key.");
    }
    if (keys.stream().noneMatch(known -> same(known, key))) {
      throw StripeError.unauthorized("Invalid API Key provided.");
    }
  }

  private static String key(@Nullable String authorization) {
    if (authorization == null) {
      return "";
    }
    String[] parts = authorization.trim().split("\\s+", 2);
    if (parts.length < 2) {
      return "";
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> parts[1];
      case "basic" -> basicName(parts[1]);
      default -> "";
    };
  }

  private static String basicName(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? pair : pair.substring(0, colon);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}

package org.carrel.passes.web;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.identity.DeviceSession;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of the browser that starts a checkout. One secret serves all orders of that browser,
 * so that two tabs do not take it from each other; orders keep its hash.
 */
final class OrderCookie {
  static final String NAME = "__Host-carrel-order";

  /** Longer than any payment page stays open, so that the return always finds it. */
  private static final Duration LIFE = Duration.ofDays(3);

  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");

  private OrderCookie() {}

  /** The browser's secret, or a new one where it has none. */
  static String secretOf(@Nullable String cookie) {
    return cookie != null && SECRET.matcher(cookie).matches() ? cookie : Ids.random();
  }

  /**
   * The secret by which an order knows a browser on a shared computer: it is good only in the
   * device session in which the order was made. Who sits there next has the cookie, but not the
   * session.
   */
  static String boundTo(DeviceSession session, String secret) {
    return secret + "." + session.id();
  }

  /**
   * The cookie.
   *
   * @param untilClosed whether it ends with the browser
   */
  static NewCookie of(String secret, boolean untilClosed) {
    return new NewCookie.Builder(NAME)
        .value(secret)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge(untilClosed ? NewCookie.DEFAULT_MAX_AGE : (int) LIFE.toSeconds())
        .build();
  }
}

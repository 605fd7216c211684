package org.carrel.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.NewCookie;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser was told about its computer: that others use it too. The cookie ends with the
 * browser; it decides what pages show and what is asked, never what may be read, which the device
 * session says.
 */
public final class SharedComputer {
  static final String COOKIE = "__Host-carrel-shared";
  private static final String OURS = "__Host-carrel-";
  private static final String SAID = "1";

  private SharedComputer() {}

  /** Whether somebody at this browser said so and has not left since. */
  public static boolean isSaid(RoutingContext routing) {
    Cookie cookie = routing.request().getCookie(COOKIE);
    return cookie != null && cookie.getValue().equals(SAID);
  }

  /** Whether a form field says so. */
  public static boolean isSaid(@Nullable String field) {
    return "yes".equals(field);
  }

  /** What the browser is to remember until it is closed or left. */
  public static NewCookie said() {
    return cookie(COOKIE, SAID, NewCookie.DEFAULT_MAX_AGE);
  }

  /** Makes the browser forget all that this service told it. */
  public static List<NewCookie> forgetAll(RoutingContext routing) {
    List<NewCookie> cookies = new ArrayList<>();
    for (Cookie cookie : routing.request().cookies()) {
      if (cookie.getName().startsWith(OURS)) {
        cookies.add(cookie(cookie.getName(), "", 0));
      }
    }
    return cookies;
  }

  private static NewCookie cookie(String name, String value, int maxAge) {
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge(maxAge)
        .build();
  }
}

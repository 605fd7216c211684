package org.carrel.web;

import io.quarkus.arc.Arc;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateGlobal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.base.Signatures;
import org.jspecify.annotations.Nullable;

/**
 * Protection against requests that another site makes a browser send: a signed double submit. The
 * cookie {@code __Host-carrel-csrf} holds a random value, each form holds its signature, and a
 * change of state needs both. Other sites can neither read nor set the cookie.
 */
@Singleton
public class Csrf {
  static final String COOKIE = "__Host-carrel-csrf";
  static final String FIELD = "csrf";

  /**
   * The one list of routes that change state without a token: each authenticates otherwise (client
   * secret, signature over the body, signed logout token), and none reads a cookie.
   */
  static final Set<String> EXEMPT =
      Set.of(
          "/oauth/token",
          "/oauth/revoke",
          "/use-reports",
          "/usage/events",
          "/stripe/webhook",
          "/back-channel-logout");

  private static final String PURPOSE = "csrf";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{22}");

  private final Signatures signatures;

  Csrf(Signatures signatures) {
    this.signatures = signatures;
  }

  /** {@code csrf} in every template. */
  @TemplateGlobal(name = "csrf")
  static Csrf inTemplates() {
    return Arc.container().instance(Csrf.class).get();
  }

  /** The hidden field of a form, for the browser that is being answered; sets its cookie. */
  public RawString getField() {
    return new RawString(
        "<input type=\"hidden\" name=\"" + FIELD + "\" value=\"" + token() + "\">");
  }

  /** The value of the hidden field. */
  public String token() {
    RoutingContext context = Requests.current();
    String value = context.get(COOKIE);
    if (value == null) {
      value = cookieOf(context.request());
      if (value == null) {
        value = Ids.random();
        Requests.addCookie(
            context, COOKIE + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax");
      }
      context.put(COOKIE, value);
    }
    return signatures.sign(PURPOSE, value);
  }

  /** Whether a request to {@code path} must show a token. */
  boolean needsToken(String method, String path) {
    return !SAFE.contains(method) && !EXEMPT.contains(path);
  }

  /** Whether the request comes from a form that we gave to this browser. */
  boolean holds(HttpServerRequest request, @Nullable String field) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String value = cookieOf(request);
    return value != null && field != null && Secrets.same(signatures.sign(PURPOSE, value), field);
  }

  private static @Nullable String cookieOf(HttpServerRequest request) {
    Cookie cookie = request.getCookie(COOKIE);
    return cookie != null && VALUE.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }
}

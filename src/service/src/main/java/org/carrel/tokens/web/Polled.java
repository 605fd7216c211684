package org.carrel.tokens.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.carrel.tokens.Signed;

/** Answers to those who ask again and again whether something changed. */
final class Polled {
  private Polled() {}

  /** A signed document that may be kept for {@code seconds}. */
  static Response answer(RoutingContext request, Signed document, String type, int seconds) {
    return answer(request, document.jwt(), document.tag(), type, seconds);
  }

  /** {@code body}, or 304 where the caller has what {@code tag} names. */
  static Response answer(
      RoutingContext request, String body, String tag, String type, int seconds) {
    String etag = "W/\"" + tag + "\"";
    Response.ResponseBuilder answer =
        knows(request, tag) ? Response.notModified() : Response.ok(body, type);
    return answer
        .header("ETag", etag)
        .header("Cache-Control", "public, max-age=" + seconds)
        .build();
  }

  /** Weak comparison (RFC 9110 13.1.2). */
  private static boolean knows(RoutingContext request, String tag) {
    String known = request.request().getHeader("If-None-Match");
    return known != null
        && Arrays.stream(known.split(","))
            .map(String::strip)
            .map(one -> one.startsWith("W/") ? one.substring(2) : one)
            .anyMatch(("\"" + tag + "\"")::equals);
  }
}

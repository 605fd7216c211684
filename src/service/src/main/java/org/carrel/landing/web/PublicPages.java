package org.carrel.landing.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.carrel.base.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Answers that a shared cache may hold: only what a visitor without any cookie sees, from wherever.
 * With a cookie, or through an institution's network, the page may be that visitor's own, and
 * nobody may keep it. A cache asks before it gives a kept page: it does not know whose address is
 * in whose network.
 */
@Singleton
class PublicPages {
  /** Whether the request carries any cookie, so that the page may differ for this visitor. */
  boolean knowsVisitor(RoutingContext routing) {
    return routing.request().headers().contains("Cookie")
        || routing.request().headers().contains("Authorization");
  }

  /** A page, with the headers that fit who asked for it. */
  Response.ResponseBuilder answer(RoutingContext routing, String html) {
    return answer(routing, html, false);
  }

  /**
   * A page, with the headers that fit who asked for it.
   *
   * @param own whether it is this visitor's own even without a cookie, because of the address
   */
  Response.ResponseBuilder answer(RoutingContext routing, String html, boolean own) {
    Response.ResponseBuilder answer;
    if (own || knowsVisitor(routing)) {
      answer = Response.ok(html).header("Cache-Control", "private, no-store");
    } else {
      String tag = "\"" + Secrets.hash(html).substring(0, 22) + "\"";
      boolean same = matches(routing.request().getHeader("If-None-Match"), tag);
      answer = same ? Response.notModified() : Response.ok(html);
      answer.header("ETag", tag).header("Cache-Control", "public, no-cache");
    }
    return answer.header("Vary", "Cookie, Authorization").type("text/html;charset=utf-8");
  }

  private static boolean matches(@Nullable String sent, String tag) {
    return sent != null && sent.contains(tag);
  }
}

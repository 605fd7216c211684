package org.carrel.web;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The request that is being answered. */
final class Requests {
  private Requests() {}

  static RoutingContext current() {
    return Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
  }

  /** Adds a cookie just before the headers go out, beside those that the answer sets itself. */
  static void addCookie(RoutingContext context, String cookie) {
    context.addHeadersEndHandler(
        end -> context.response().headers().add(HttpHeaders.SET_COOKIE, cookie));
  }
}

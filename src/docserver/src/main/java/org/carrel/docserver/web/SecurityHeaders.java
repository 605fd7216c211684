package org.carrel.docserver.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import org.carrel.docserver.DocserverConfig;

/**
 * The headers of every answer. The policy allows no inline script or style and no foreign content;
 * forms may lead to the service, because browsers apply {@code form-action} to redirects too.
 * Nothing is stored unless an answer says so: a revoked page must not come from a cache.
 */
@Singleton
class SecurityHeaders {
  private static final int BEFORE_EVERYTHING = 10_000;

  private final String policy;
  private final boolean https;

  SecurityHeaders(DocserverConfig config) {
    policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
            + " base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
            + origin(config.serviceUrl());
    https = "https".equals(config.baseUrl().getScheme());
  }

  void register(@Observes Filters filters) {
    filters.register(this::promise, BEFORE_EVERYTHING);
  }

  private void promise(RoutingContext context) {
    context.addHeadersEndHandler(end -> write(context.response().headers()));
    context.next();
  }

  private void write(MultiMap headers) {
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    headers.set("X-Robots-Tag", "noindex, noarchive");
    if (https) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    if (!headers.contains("Cache-Control")) {
      headers.set("Cache-Control", "private, no-store");
    }
  }

  private static String origin(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}

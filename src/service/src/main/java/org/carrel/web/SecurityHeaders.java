package org.carrel.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The headers of every answer, also of those that no page of ours makes. The policy allows no
 * inline script or style and no foreign content; forms may lead to the card processor, the document
 * server and the identity provider, because browsers apply {@code form-action} to redirects too.
 */
@Singleton
class SecurityHeaders {
  private static final int BEFORE_EVERYTHING = 10_000;

  private final String policy;
  private final boolean https;

  SecurityHeaders(
      WebConfig web,
      @ConfigProperty(name = "carrel.stripe.checkout-origin") Optional<String> checkout,
      @ConfigProperty(name = "carrel.clients.docserver.home") Optional<String> docserver,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> login) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add("'self'");
    checkout.map(SecurityHeaders::origin).ifPresent(forms::add);
    docserver.map(SecurityHeaders::origin).ifPresent(forms::add);
    login.map(SecurityHeaders::origin).ifPresent(forms::add);
    policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'"
            + " data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors"
            + " 'none'; form-action "
            + String.join(" ", forms);
    https = "https".equals(web.baseUrl().getScheme());
  }

  void register(@Observes Filters filters) {
    filters.register(this::promise, BEFORE_EVERYTHING);
  }

  private void promise(RoutingContext context) {
    boolean secret = SecretPaths.holds(context.normalizedPath());
    context.addHeadersEndHandler(
        end -> {
          if (secret) {
            keepSecret(context.response().headers());
          }
          write(context.response().headers());
        });
    context.next();
  }

  /**
   * What an address with a secret in it answers is kept by nobody, and its address goes nowhere.
   */
  private static void keepSecret(MultiMap headers) {
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "private, no-store");
    headers.set("X-Robots-Tag", "noindex");
  }

  private void write(MultiMap headers) {
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    if (!headers.contains("Referrer-Policy")) {
      headers.set("Referrer-Policy", "same-origin");
    }
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (https) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    if (!headers.contains("Cache-Control")) {
      headers.set("Cache-Control", "private, no-store");
    }
  }

  private static String origin(String url) {
    URI uri = URI.create(url);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}

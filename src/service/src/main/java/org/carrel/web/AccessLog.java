package org.carrel.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * One line a request, where {@code carrel.access-log} asks for it: method, path, status, time. No
 * address, no query, no cookie; of a path that holds a secret only its beginning.
 */
@Singleton
class AccessLog {
  private static final Logger LOG = Logger.getLogger("carrel.access");
  private static final int BEFORE_EVERYTHING = 11_000;

  private final boolean wanted;
  private final Clock clock;

  AccessLog(WebConfig web, Clock clock) {
    this.wanted = web.accessLog();
    this.clock = clock;
  }

  void register(@Observes Filters filters) {
    if (wanted) {
      filters.register(this::watch, BEFORE_EVERYTHING);
    }
  }

  private void watch(RoutingContext context) {
    Instant begun = clock.instant();
    String method = context.request().method().name();
    String path = SecretPaths.masked(clean(context.request().path()));
    context.addEndHandler(
        end ->
            LOG.infof(
                "%s %s %d %d ms",
                method,
                path,
                context.response().getStatusCode(),
                Duration.between(begun, clock.instant()).toMillis()));
    context.next();
  }

  /** A path cannot begin another line. */
  private static String clean(String path) {
    return path.replaceAll("\\p{Cntrl}", "?");
  }
}

package org.carrel.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Refuses every change of state that does not come from a form of ours. */
class CsrfFilter {
  private final Csrf csrf;

  @Inject
  CsrfFilter(Csrf csrf) {
    this.csrf = csrf;
  }

  @ServerRequestFilter
  @WithFormRead
  void check(ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
    if (!csrf.needsToken(request.getMethod(), routing.normalizedPath())) {
      return;
    }
    ResteasyReactiveRequestContext context =
        (ResteasyReactiveRequestContext) request.getServerRequestContext();
    Object field = context.getFormParameter(Csrf.FIELD, true, false);
    if (!csrf.holds(routing.request(), field instanceof String text ? text : null)) {
      throw new CsrfRefused();
    }
  }
}

package org.carrel.passes.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Visitor;
import org.carrel.passes.Order;
import org.carrel.web.SharedComputer;

/**
 * Knows the browser in which an order was made, by its order cookie. On a shared computer the
 * cookie may outlive the buyer's time there, so it counts only with the open device session:
 * whoever sits there next is told nothing.
 */
@ApplicationScoped
class BuyersBrowser {
  private final Visitor visitor;

  BuyersBrowser(Visitor visitor) {
    this.visitor = visitor;
  }

  boolean isOf(Order order, RoutingContext routing) {
    Cookie cookie = routing.request().getCookie(OrderCookie.NAME);
    return cookie != null && order.isOfBrowser(cookie.getValue()) && !isLeft(routing);
  }

  private boolean isLeft(RoutingContext routing) {
    return SharedComputer.isSaid(routing)
        && visitor.device().filter(DeviceSession::shared).isEmpty();
  }
}

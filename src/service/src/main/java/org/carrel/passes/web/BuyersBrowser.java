package org.carrel.passes.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Visitor;
import org.carrel.passes.Order;
import org.carrel.web.SharedComputer;

/**
 * Knows the browser in which an order was made, by its order cookie. On a shared computer that
 * cookie counts only in the open device session of the order: whoever sits there next is told
 * nothing.
 */
@ApplicationScoped
class BuyersBrowser {
  private final Visitor visitor;

  BuyersBrowser(Visitor visitor) {
    this.visitor = visitor;
  }

  boolean isOf(Order order, RoutingContext routing) {
    Cookie cookie = routing.request().getCookie(OrderCookie.NAME);
    if (cookie == null) {
      return false;
    }
    Optional<DeviceSession> shared = visitor.device().filter(DeviceSession::shared);
    if (shared.isPresent()) {
      return order.isOfBrowser(OrderCookie.boundTo(shared.get(), cookie.getValue()));
    }
    return !SharedComputer.isSaid(routing) && order.isOfBrowser(cookie.getValue());
  }
}

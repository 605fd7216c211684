package org.carrel.passes.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.SharedLogins;
import org.carrel.identity.Visitor;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * What a browser keeps of a checkout. On a shared computer its device session begins here, so that
 * it can be left at any time from now on, and every cookie ends with the browser.
 */
@ApplicationScoped
class BuyersCookies {
  private final Visitor visitor;
  private final DeviceSessions devices;
  private final SharedLogins logins;

  BuyersCookies(Visitor visitor, DeviceSessions devices, SharedLogins logins) {
    this.visitor = visitor;
    this.devices = devices;
    this.logins = logins;
  }

  /**
   * What a browser is to keep.
   *
   * @param browserSecret by which an order knows its browser
   */
  record Kept(String browserSecret, NewCookie[] cookies) {}

  /**
   * Begins what the browser keeps, before the order is made that it is for.
   *
   * @param cookie the order cookie that came, if any
   * @param shared whether others use the computer too
   */
  Kept keep(@Nullable String cookie, boolean shared) {
    String secret = OrderCookie.secretOf(cookie);
    if (!shared) {
      return new Kept(secret, new NewCookie[] {OrderCookie.of(secret, false)});
    }
    Opened opened =
        visitor
            .device()
            .map(device -> devices.renew(device.id(), true))
            .orElseGet(() -> devices.open(visitor.deviceLabel(), true));
    visitor.login().ifPresent(login -> logins.tie(login, opened.session().id()));
    return new Kept(
        OrderCookie.boundTo(opened.session(), secret),
        new NewCookie[] {
          OrderCookie.of(secret, true), devices.cookie(opened), SharedComputer.said()
        });
  }
}

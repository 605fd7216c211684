package org.carrel.passes.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.SharedLogins;
import org.carrel.identity.Visitor;
import org.carrel.web.SharedComputer;

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
   * The cookies.
   *
   * @param secret of the order cookie
   * @param shared whether others use the computer too
   */
  NewCookie[] of(String secret, boolean shared) {
    if (!shared) {
      return new NewCookie[] {OrderCookie.of(secret, false)};
    }
    Opened opened =
        visitor
            .device()
            .map(device -> devices.renew(device.id(), true))
            .orElseGet(() -> devices.open(visitor.deviceLabel(), true));
    visitor.login().ifPresent(login -> logins.tie(login, opened.session().id()));
    return new NewCookie[] {
      OrderCookie.of(secret, true), devices.cookie(opened), SharedComputer.said()
    };
  }
}

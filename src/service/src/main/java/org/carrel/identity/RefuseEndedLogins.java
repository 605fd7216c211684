package org.carrel.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Refuses a login that has ended, whatever its cookie still says; and one on a shared computer
 * whose browser has not the session to which it is tied, as every login is from its first request
 * there. Where that session has ended, the login ends at its provider too, so that the next person
 * is not signed in by the provider's memory.
 */
@ApplicationScoped
class RefuseEndedLogins implements SecurityIdentityAugmentor {
  private final EndedLogins logins;
  private final SharedLogins shared;
  private final DeviceSessions devices;
  private final EndAtProvider provider;

  RefuseEndedLogins(
      EndedLogins logins, SharedLogins shared, DeviceSessions devices, EndAtProvider provider) {
    this.logins = logins;
    this.shared = shared;
    this.devices = devices;
    this.provider = provider;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return EndedLogins.sessionOf(identity)
        .map(session -> context.runBlocking(() -> unlessEnded(identity, session)))
        .orElseGet(() -> Uni.createFrom().item(identity));
  }

  private SecurityIdentity unlessEnded(SecurityIdentity identity, String session) {
    if (logins.isEnded(session)) {
      throw new AuthenticationFailedException("this login has ended");
    }
    Optional<DeviceSession> here = deviceOf(identity);
    Optional<String> tied = shared.deviceOf(session);
    if (tied.isEmpty()) {
      here.filter(DeviceSession::shared).ifPresent(device -> shared.tie(session, device.id()));
    } else if (!here.map(DeviceSession::id).equals(tied)) {
      if (!devices.isOpen(tied.get())) {
        logins.end(session);
        provider.end(identity);
      }
      throw new AuthenticationFailedException("this login was on a shared computer");
    }
    return identity;
  }

  /** The open device session of the browser that sends the request. */
  private Optional<DeviceSession> deviceOf(SecurityIdentity identity) {
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(identity);
    Cookie cookie = routing == null ? null : routing.request().getCookie(DeviceSessions.COOKIE);
    return Optional.ofNullable(cookie).flatMap(found -> devices.bySecret(found.getValue()));
  }
}

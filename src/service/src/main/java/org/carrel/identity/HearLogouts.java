package org.carrel.identity;

import io.quarkus.oidc.SecurityEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

/**
 * Hears of logouts that the provider told. Quarkus forgets such a logout as soon as one request of
 * the browser was refused for it; here it stays known.
 */
@ApplicationScoped
class HearLogouts {
  private final EndedLogins logins;

  HearLogouts(EndedLogins logins) {
    this.logins = logins;
  }

  void hear(@ObservesAsync SecurityEvent event) {
    if (event.getEventType() == SecurityEvent.Type.OIDC_BACKCHANNEL_LOGOUT_COMPLETED) {
      EndedLogins.sessionOf(event.getSecurityIdentity()).ifPresent(logins::end);
    }
  }
}

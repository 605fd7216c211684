package org.carrel.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Refuses a login that has ended, whatever its cookie still says. */
@ApplicationScoped
class RefuseEndedLogins implements SecurityIdentityAugmentor {
  private final EndedLogins logins;

  RefuseEndedLogins(EndedLogins logins) {
    this.logins = logins;
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
    return identity;
  }
}

package org.carrel.docserver.oauth;

import jakarta.enterprise.context.ApplicationScoped;

/** Ends a session here: its grants are revoked at the service and refused at this server. */
@ApplicationScoped
public class SignOut {
  private final AuthorizationService service;
  private final Renewals renewals;

  SignOut(AuthorizationService service, Renewals renewals) {
    this.service = service;
    this.renewals = renewals;
  }

  /**
   * Signs out.
   *
   * @return whether the service took every revocation; this server forgets the grants either way
   */
  public boolean of(ReadingSession session) {
    boolean all = true;
    for (HeldGrant grant : session.grants()) {
      renewals.end(grant, "SIGNED_OUT");
      all &= service.revoke(grant.refreshToken());
    }
    return all;
  }
}

package org.carrel.institutions;

/** How a provider of sign-on speaks. */
public enum SignOnProtocol {
  SAML("entityID"),
  OIDC("issuer");

  private final String nameOfId;

  SignOnProtocol(String nameOfId) {
    this.nameOfId = nameOfId;
  }

  /** What the protocol calls the name by which a provider is known everywhere. */
  public String nameOfId() {
    return nameOfId;
  }
}

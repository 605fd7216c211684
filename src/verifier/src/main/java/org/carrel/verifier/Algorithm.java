package org.carrel.verifier;

/** The two signature algorithms of RFC 7518 that entitlement tokens use. */
enum Algorithm {
  /** ECDSA on P-256, signature as r and s of 32 bytes each. */
  ES256("SHA256withECDSAinP1363Format"),
  /** RSASSA-PKCS1-v1_5 with a modulus of 2,048 bits or more. */
  RS256("SHA256withRSA");

  private final String jca;

  Algorithm(String jca) {
    this.jca = jca;
  }

  /** The name by which {@code java.security} finds it, in the fastest provider installed. */
  String jca() {
    return jca;
  }
}

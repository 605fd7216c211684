package org.carrel.tokens;

import com.nimbusds.jose.JWSAlgorithm;

/** How tokens are signed (RFC 7518 3.1). */
public enum Algorithm {
  /** ECDSA on P-256: short; the default. */
  ES256(JWSAlgorithm.ES256),
  /** RSA 2048: longer, and much cheaper to verify on a stock JDK or proxy. */
  RS256(JWSAlgorithm.RS256);

  private final JWSAlgorithm jws;

  Algorithm(JWSAlgorithm jws) {
    this.jws = jws;
  }

  JWSAlgorithm jws() {
    return jws;
  }
}

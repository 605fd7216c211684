package org.carrel.verifier;

import java.time.Clock;
import java.time.Duration;

/**
 * A document that the service signs with the keys of its tokens.
 *
 * @param signer the key, which must still be published whenever the document is used
 * @param issuedAt seconds since 1970
 * @param expiresAt seconds since 1970; at that second it is over
 */
record SignedDocument(VerificationKey signer, Claims claims, long issuedAt, long expiresAt) {

  /** Who may sign, and by whose time it is judged. */
  record Terms(String issuer, Keys keys, Clock clock, Duration skew) {}

  /** Checks signature, type, issuer and times. */
  static SignedDocument read(byte[] body, String type, int mostBytes, Terms terms) throws Refusal {
    Jws jws = Jws.parse(body, mostBytes);
    jws.requireType(type);
    VerificationKey signer = terms.keys.named(jws.keyId());
    Claims claims = jws.verifiedClaims(signer);
    if (claims.has("iss") && !claims.string("iss").equals(terms.issuer)) {
      throw new Refusal(Reason.WRONG_ISSUER);
    }
    long issuedAt = claims.seconds("iat");
    long expiresAt = claims.seconds("exp");
    long now = terms.clock.millis();
    if (issuedAt * 1000 > now + terms.skew.toMillis()) {
      throw new Refusal(Reason.ISSUED_IN_FUTURE);
    }
    if (now >= expiresAt * 1000) {
      throw new Refusal(Reason.EXPIRED);
    }
    return new SignedDocument(signer, claims, issuedAt, expiresAt);
  }

  /** Refuses a version older than the one held: an old list would bring back what was revoked. */
  void requireNotOlderThan(SignedDocument held) throws Refusal {
    if (issuedAt < held.issuedAt) {
      throw new Refusal(Reason.BAD_CLAIM, "iat is older than that of the version held");
    }
  }

  long endsAtMillis() {
    return expiresAt * 1000;
  }
}

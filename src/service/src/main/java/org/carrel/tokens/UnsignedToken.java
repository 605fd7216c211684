package org.carrel.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An entitlement token that is recorded and waits for its signature.
 *
 * @param jti its id
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds, never beyond the grant's end
 * @param details the one authorization detail
 * @param claims all claims
 * @param key what will sign it
 */
record UnsignedToken(
    String jti,
    Instant issuedAt,
    Instant expiresAt,
    Map<String, Object> details,
    Map<String, Object> claims,
    SigningKey key) {

  /** Media type of RFC 9068. */
  static final String TYPE = "at+jwt";

  Duration lifetime() {
    return Duration.between(issuedAt, expiresAt);
  }

  String sign() {
    return key.sign(TYPE, claims);
  }
}

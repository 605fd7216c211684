package org.carrel.verifier;

import java.time.Instant;
import java.util.Optional;

/**
 * What a token says of itself, as anybody may have written it: for support and logs, never for a
 * decision. A type of its own, so that it cannot stand where a {@link VerifiedToken} is asked for.
 */
public final class UnverifiedToken {
  private final Jws jws;
  private final Claims claims;

  private UnverifiedToken(Jws jws, Claims claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** Takes a token apart; empty for what is not even formed like one. Never throws. */
  public static Optional<UnverifiedToken> parse(String token) {
    try {
      if (token.length() > EntitlementVerifier.MOST_BYTES) {
        return Optional.empty();
      }
      Jws jws = Jws.parse(Jws.ascii(token), EntitlementVerifier.MOST_BYTES);
      return Optional.of(new UnverifiedToken(jws, jws.unverifiedClaims()));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  public String unverifiedKeyId() {
    return jws.keyId();
  }

  public String unverifiedAlgorithm() {
    return jws.algorithm();
  }

  public String unverifiedType() {
    return jws.type();
  }

  public Optional<String> unverifiedIssuer() {
    return string("iss");
  }

  public Optional<String> unverifiedAudience() {
    return string("aud");
  }

  public Optional<String> unverifiedSubject() {
    return string("sub");
  }

  public Optional<String> unverifiedJti() {
    return string("jti");
  }

  public Optional<Instant> unverifiedExpiry() {
    try {
      return Optional.of(Instant.ofEpochSecond(claims.seconds("exp")));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  private Optional<String> string(String name) {
    try {
      return Optional.of(claims.string(name));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }
}

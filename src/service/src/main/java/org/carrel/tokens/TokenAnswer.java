package org.carrel.tokens;

import java.time.Duration;
import java.util.Map;

/** What a client gets for a code or a refresh token. */
public sealed interface TokenAnswer {
  /**
   * Access.
   *
   * @param accessToken the signed entitlement token
   * @param lifetime how long it is good
   * @param refreshToken what renews it
   * @param details the authorization detail that it carries
   */
  record Issued(
      String accessToken, Duration lifetime, String refreshToken, Map<String, Object> details)
      implements TokenAnswer {
    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Issued[" + lifetime + "]";
    }
  }

  /**
   * No access: {@code invalid_grant}.
   *
   * @param description for people; begins with the reason where a decision gave one
   */
  record Refused(String description) implements TokenAnswer {}
}

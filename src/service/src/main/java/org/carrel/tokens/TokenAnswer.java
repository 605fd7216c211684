package org.carrel.tokens;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a client gets for a code or a refresh token. */
public sealed interface TokenAnswer {
  /**
   * Access.
   *
   * @param accessToken the signed entitlement token
   * @param lifetime how long it is good
   * @param refreshToken what renews it
   * @param details the authorization detail that it carries
   * @param session of the browser, where the access rests on one
   */
  record Issued(
      String accessToken,
      Duration lifetime,
      String refreshToken,
      Map<String, Object> details,
      Optional<Session> session)
      implements TokenAnswer {
    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Issued[" + lifetime + "]";
    }
  }

  /**
   * The browser's session, as the document server may know it.
   *
   * @param sid its name at this client
   * @param shared whether others use the computer too
   */
  record Session(String sid, boolean shared) {}

  /**
   * No access: {@code invalid_grant}.
   *
   * @param description for people; begins with the reason where a decision gave one
   */
  record Refused(String description) implements TokenAnswer {}
}

package org.carrel.docserver.oauth;

import java.util.Optional;

/** What the service's token endpoint said. */
sealed interface Answer {
  /**
   * Access.
   *
   * @param browser the service's session of the browser, where the access rests on one
   */
  record Tokens(String accessToken, String refreshToken, Optional<BrowserSession> browser)
      implements Answer {
    @Override
    public String toString() {
      return "Tokens";
    }
  }

  /**
   * The service refused.
   *
   * @param reason the decision's reason, such as {@code REVOKED}; {@code NO_LICENSE} if unstated
   */
  record Denied(String reason) implements Answer {}

  /** No answer, or none that can be understood: nothing was decided. */
  record Unreachable(String why) implements Answer {}
}

package org.carrel.docserver.oauth;

/** What the service's token endpoint said. */
sealed interface Answer {
  record Tokens(String accessToken, String refreshToken) implements Answer {
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

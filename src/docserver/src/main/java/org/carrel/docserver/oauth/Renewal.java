package org.carrel.docserver.oauth;

import java.util.Optional;

/** How a renewal stands. */
public sealed interface Renewal {
  /** There is a newer access token. */
  record Renewed(String accessToken, Optional<BrowserSession> browser) implements Renewal {
    @Override
    public String toString() {
      return "Renewed";
    }
  }

  /** The service refused: the grant gives nothing any more, whatever an older token says. */
  record Refused(String reason) implements Renewal {}

  /** The service could not be asked. */
  record Unreachable() implements Renewal {}
}

package org.carrel.docserver.oauth;

import java.time.Instant;

/**
 * What a reader holds of one grant.
 *
 * @param handle the document for which it was asked, or last used
 * @param end when the grant ends, as the access token stated it
 */
public record HeldGrant(String accessToken, String refreshToken, String handle, Instant end) {
  public HeldGrant renewed(String newAccessToken, Instant newEnd) {
    return new HeldGrant(newAccessToken, refreshToken, handle, newEnd);
  }

  public HeldGrant usedFor(String otherHandle) {
    return new HeldGrant(accessToken, refreshToken, otherHandle, end);
  }

  /** Without the tokens: fit for a log. */
  @Override
  public String toString() {
    return "HeldGrant[" + handle + ", until " + end + "]";
  }
}

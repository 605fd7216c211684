package org.carrel.docserver.oauth;

import jakarta.ws.rs.core.NewCookie;

/** Cookies of this host alone: Secure, HttpOnly, SameSite=Lax, for every path. */
final class HostCookie {
  private HostCookie() {}

  static NewCookie until(String name, String value, int maxAgeSeconds) {
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge(maxAgeSeconds)
        .build();
  }

  static NewCookie clear(String name) {
    return until(name, "", 0);
  }
}

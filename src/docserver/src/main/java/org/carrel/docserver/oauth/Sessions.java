package org.carrel.docserver.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The session cookie: read, written, cleared. It ends with the browser; on a shared computer also
 * 15 minutes after the last page that was opened, which the cookie itself remembers.
 */
@ApplicationScoped
public class Sessions {
  /** Name of the cookie. */
  public static final String COOKIE = "__Host-carrel-docs";

  private static final String PURPOSE = "session";
  private static final int LARGEST = 3_900;

  private final SealedText sealed;
  private final Clock clock;

  Sessions(SealedText sealed, Clock clock) {
    this.sealed = sealed;
    this.clock = clock;
  }

  /** The session of a request; a new empty one where there is none that we made. */
  public ReadingSession of(Map<String, Cookie> cookies) {
    return Optional.ofNullable(cookies.get(COOKIE))
        .flatMap(cookie -> sealed.open(PURPOSE, cookie.getValue()))
        .flatMap(SessionBytes::read)
        .filter(session -> !session.isIdle(clock.instant()))
        .orElseGet(ReadingSession::empty);
  }

  /** The cookie that keeps a session; the oldest grants are left out where they do not fit. */
  public NewCookie cookie(ReadingSession session) {
    if (session.isEmpty()) {
      return HostCookie.clear(COOKIE);
    }
    String value = sealed.seal(PURPOSE, SessionBytes.write(session.seenAt(clock.instant())));
    if (value.length() > LARGEST && session.grants().size() > 1) {
      int fewer = session.grants().size() - 1;
      return cookie(
          new ReadingSession(
              session.id(),
              session.grants().subList(0, fewer),
              session.vain(),
              session.browser(),
              session.seen()));
    }
    return HostCookie.until(COOKIE, value, NewCookie.DEFAULT_MAX_AGE);
  }

  public NewCookie cleared() {
    return HostCookie.clear(COOKIE);
  }

  /** What a form of this session must carry; only who can read our pages knows it. */
  public String formToken(ReadingSession session) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(("form " + session.id()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

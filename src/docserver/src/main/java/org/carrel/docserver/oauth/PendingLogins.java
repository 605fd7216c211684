package org.carrel.docserver.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Readers on the way, bound to their browser: a short-lived sealed cookie for each, named after its
 * state, so that tabs opened at once do not overwrite each other. Each is used once.
 */
@ApplicationScoped
public class PendingLogins {
  /** Beginning of the cookies' names; eight characters of the state follow. */
  public static final String COOKIE = "__Host-carrel-docs-login";

  private static final String PURPOSE = "login";
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final int MOST = 5;
  private static final String BETWEEN = "\n";

  private final SealedText sealed;
  private final Clock clock;
  private final Cache<String, Boolean> used =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(GOOD_FOR).build();

  PendingLogins(SealedText sealed, Clock clock) {
    this.sealed = sealed;
    this.clock = clock;
  }

  public PendingLogin begin(String handle, int page, String path) {
    String verifier = new CodeVerifier().getValue();
    return new PendingLogin(RandomText.next(), verifier, handle, page, path, clock.instant());
  }

  /** The cookies to set for a new login: its own, and the oldest others cleared beyond a few. */
  public List<NewCookie> cookies(PendingLogin login, Map<String, Cookie> present) {
    List<NewCookie> cookies = new ArrayList<>();
    cookies.add(HostCookie.until(name(login.state()), sealed(login), (int) GOOD_FOR.toSeconds()));
    List<PendingLogin> others = new ArrayList<>(all(present));
    others.sort(Comparator.comparing(PendingLogin::since).reversed());
    others.stream()
        .skip(MOST - 1L)
        .forEach(old -> cookies.add(HostCookie.clear(name(old.state()))));
    return cookies;
  }

  public NewCookie cleared(PendingLogin login) {
    return HostCookie.clear(name(login.state()));
  }

  /** The login of that state, if this browser began it and it was not used yet; uses it up. */
  public Optional<PendingLogin> use(String state, Map<String, Cookie> present) {
    Instant now = clock.instant();
    return all(present).stream()
        .filter(login -> login.state().equals(state))
        .filter(login -> now.isBefore(login.since().plus(GOOD_FOR)))
        .filter(login -> used.asMap().putIfAbsent(state, true) == null)
        .findFirst();
  }

  private List<PendingLogin> all(Map<String, Cookie> present) {
    return present.values().stream()
        .filter(cookie -> cookie.getName().startsWith(COOKIE))
        .flatMap(cookie -> sealed.open(PURPOSE, cookie.getValue()).stream())
        .map(PendingLogins::read)
        .toList();
  }

  private static String name(String state) {
    return COOKIE + "-" + state.substring(0, 8);
  }

  private String sealed(PendingLogin login) {
    String text =
        String.join(
            BETWEEN,
            login.state(),
            login.verifier(),
            login.handle(),
            Integer.toString(login.page()),
            login.path(),
            Long.toString(login.since().toEpochMilli()));
    return sealed.seal(PURPOSE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static PendingLogin read(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split(BETWEEN, 6);
    return new PendingLogin(
        parts[0],
        parts[1],
        parts[2],
        Integer.parseInt(parts[3]),
        parts[4],
        Instant.ofEpochMilli(Long.parseLong(parts[5])));
  }
}

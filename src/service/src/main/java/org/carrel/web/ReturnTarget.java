package org.carrel.web;

import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.carrel.base.Secrets;
import org.carrel.base.Signatures;

/**
 * Where to go on after a detour (a sign-in): a path of ours, signed and expiring, never a URL that
 * a request could choose. The form is {@code base64url(path).expiry.signature}.
 */
@Singleton
public class ReturnTarget {
  private static final String PURPOSE = "return-target";
  private static final int MAX_LENGTH = 2048;

  private final Signatures signatures;
  private final Clock clock;

  ReturnTarget(Signatures signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * A signed target for {@code path} that is good for {@code life}.
   *
   * @param path path and query on this service, beginning with one slash
   * @throws IllegalArgumentException if it is no such path
   */
  public String sign(String path, Duration life) {
    return signUntil(path, clock.instant().plus(life));
  }

  /** A signed target that is good until {@code end}, which it shares with others of that end. */
  public String signUntil(String path, Instant end) {
    if (!isOurs(path)) {
      throw new IllegalArgumentException("a return target is a path of this service");
    }
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(path.getBytes(StandardCharsets.UTF_8));
    String signed = encoded + "." + end.getEpochSecond();
    return signed + "." + signatures.sign(PURPOSE, signed);
  }

  /** The link to the sign-in that comes back to {@code path}; the link is good for {@code life}. */
  public String signIn(String path, Duration life) {
    return "/sign-in?to=" + URLEncoder.encode(sign(path, life), StandardCharsets.UTF_8);
  }

  /** The path in {@code target}; nothing where it is forged, expired or not a path of ours. */
  public Optional<String> verify(String target) {
    if (target.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String[] parts = target.split("\\.", -1);
    if (parts.length != 3
        || !Secrets.same(signatures.sign(PURPOSE, parts[0] + "." + parts[1]), parts[2])) {
      return Optional.empty();
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    String path = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    return clock.instant().isBefore(end) && isOurs(path) ? Optional.of(path) : Optional.empty();
  }

  private static boolean isOurs(String path) {
    return path.startsWith("/")
        && !path.startsWith("//")
        && path.indexOf('\\') < 0
        && path.chars().noneMatch(c -> c < 0x20 || c == 0x7f);
  }
}

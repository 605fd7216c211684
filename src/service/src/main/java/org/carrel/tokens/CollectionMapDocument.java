package org.carrel.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carrel.base.Secrets;
import org.carrel.catalog.Collections;
import org.jspecify.annotations.Nullable;

/** The signed map from titles to collections, by which document servers read {@code prod}. */
@ApplicationScoped
public class CollectionMapDocument {
  static final Duration LIFETIME = Duration.ofHours(24);
  private static final Duration SIGN_AGAIN_AFTER = Duration.ofHours(1);
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  private final Collections collections;
  private final Clock clock;
  private final KeyRing keys;
  private final String issuer;
  private final ObjectMapper json;

  private @Nullable Cached cached;

  CollectionMapDocument(
      Collections collections, Clock clock, KeyRing keys, TokensConfig config, ObjectMapper json) {
    this.collections = collections;
    this.clock = clock;
    this.keys = keys;
    this.issuer = config.baseUrl();
    this.json = json;
  }

  private record Cached(long checkedNanos, String says, Instant signedAt, Signed map) {}

  /** The map as the catalogue has it, at most seconds old. */
  public synchronized Signed signed() {
    Cached known = cached;
    Instant now = clock.instant();
    boolean young = known != null && now.isBefore(known.signedAt().plus(SIGN_AGAIN_AFTER));
    if (young && System.nanoTime() - known.checkedNanos() < FRESH_NANOS) {
      return known.map();
    }
    Map<String, Set<Integer>> titles = new TreeMap<>();
    collections.map().forEach((title, numbers) -> titles.put(title, new TreeSet<>(numbers)));
    SigningKey key = keys.signer(Algorithm.ES256);
    String says = Secrets.hash(text(titles)) + "." + key.kid();
    boolean same = young && known.says().equals(says);
    cached =
        same
            ? new Cached(System.nanoTime(), says, known.signedAt(), known.map())
            : new Cached(System.nanoTime(), says, now, sign(titles, says, key, now));
    return cached.map();
  }

  private Signed sign(Map<String, Set<Integer>> titles, String says, SigningKey key, Instant now) {
    long iat = now.getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("iat", iat);
    claims.put("exp", iat + LIFETIME.toSeconds());
    claims.put("titles", titles);
    String tag = says + "." + iat / SIGN_AGAIN_AFTER.toSeconds();
    return new Signed(key.sign("collection-map+jwt", claims), tag);
  }

  private String text(Map<String, Set<Integer>> titles) {
    try {
      return json.writeValueAsString(titles);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts and numbers is JSON", e);
    }
  }
}

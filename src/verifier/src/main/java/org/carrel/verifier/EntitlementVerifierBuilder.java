package org.carrel.verifier;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link EntitlementVerifier}; every one but issuer and audience is optional.
 */
public final class EntitlementVerifierBuilder {
  private final String issuer;
  private final String audience;
  private Duration skew = Duration.ofSeconds(30);
  private Duration maxLifetime = Duration.ofMinutes(60);
  private boolean plainHttpTrusted;
  Clock clock = Clock.systemUTC();
  URI jwks;
  URI statusListPrefix;
  URI collectionMap;
  Duration staleFor = Duration.ofMinutes(30);
  int cacheSize = 16_384;
  @Nullable HttpClient http;

  EntitlementVerifierBuilder(URI issuer, String audience) {
    if (audience.isBlank()) {
      throw new IllegalArgumentException("the audience is missing");
    }
    this.issuer = issuer.toString();
    this.audience = audience;
    String base = this.issuer.replaceAll("/+$", "");
    this.jwks = URI.create(base + "/oauth/jwks");
    this.statusListPrefix = URI.create(base + "/status-lists/");
    this.collectionMap = URI.create(base + "/collection-map");
  }

  /** Time by which tokens are judged; default the system's. */
  public EntitlementVerifierBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Where the keys are; default {@code issuer/oauth/jwks}. */
  public EntitlementVerifierBuilder jwks(URI jwks) {
    this.jwks = jwks;
    return this;
  }

  /** Under which address all status lists lie; default {@code issuer/status-lists/}. */
  public EntitlementVerifierBuilder statusListPrefix(URI prefix) {
    this.statusListPrefix = prefix;
    return this;
  }

  /** Where the collection map is; default {@code issuer/collection-map}. */
  public EntitlementVerifierBuilder collectionMap(URI map) {
    this.collectionMap = map;
    return this;
  }

  /** How long keys, lists and map are believed without contact; default 30 minutes. */
  public EntitlementVerifierBuilder staleFor(Duration staleFor) {
    this.staleFor = staleFor;
    return this;
  }

  /** How far in the future an {@code iat} may lie; default 30 seconds. Expiry knows no skew. */
  public EntitlementVerifierBuilder skew(Duration skew) {
    this.skew = skew;
    return this;
  }

  /** The longest life of a token; default 60 minutes. */
  public EntitlementVerifierBuilder maxLifetime(Duration maxLifetime) {
    this.maxLifetime = maxLifetime;
    return this;
  }

  /** How many verified tokens are remembered; default 16,384 (some 25 MB when full), 0 none. */
  public EntitlementVerifierBuilder cacheSize(int tokens) {
    this.cacheSize = tokens;
    return this;
  }

  /** An HTTP client of your own, for a proxy or a private certificate authority. */
  public EntitlementVerifierBuilder httpClient(HttpClient client) {
    this.http = client;
    return this;
  }

  /**
   * Accepts keys over unprotected HTTP from another machine: whoever sits on that wire can then
   * forge tokens. On this machine's loopback plain HTTP needs no permission.
   */
  public EntitlementVerifierBuilder trustPlainHttp() {
    this.plainHttpTrusted = true;
    return this;
  }

  /**
   * Starts the verifier; the keys are fetched in the background.
   *
   * @throws IllegalArgumentException naming the setting that cannot be
   */
  public EntitlementVerifier build() {
    requireSafe("issuer", URI.create(issuer));
    requireSafe("jwks", jwks);
    requireSafe("statusListPrefix", statusListPrefix);
    requireSafe("collectionMap", collectionMap);
    require(statusListPrefix.toString().endsWith("/"), "statusListPrefix must end with a slash");
    require(isPositive(staleFor), "staleFor must be positive");
    require(!skew.isNegative(), "skew must not be negative");
    require(isPositive(maxLifetime), "maxLifetime must be positive");
    require(cacheSize >= 0 && cacheSize <= 1 << 24, "cacheSize must be 0 to 2^24");
    return new EntitlementVerifier(this, new Settings(issuer, audience, skew, maxLifetime));
  }

  private void requireSafe(String name, URI address) {
    boolean plain = "http".equalsIgnoreCase(address.getScheme());
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    require((plain || secure) && address.getHost() != null, name + " must be an HTTP address");
    require(
        secure || plainHttpTrusted || isLoopback(address.getHost()),
        name + " is plain HTTP to another machine: use HTTPS or trustPlainHttp()");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

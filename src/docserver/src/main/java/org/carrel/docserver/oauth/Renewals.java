package org.carrel.docserver.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.carrel.docserver.uses.UseReports;
import org.jboss.logging.Logger;

/**
 * Renews access tokens, once for all requests of a session that need it at the same time. What came
 * of it is kept under the refresh token's hash, so that requests under way with an older cookie get
 * the newer token too, and so that a refusal ends access at once. That an address is outside the
 * network says nothing of others, and is kept for moments, with the address.
 */
@ApplicationScoped
public class Renewals {
  private static final Logger LOG = Logger.getLogger(Renewals.class);

  /** No token lives longer than an hour, so nothing older than that matters. */
  private static final Duration REMEMBERED = Duration.ofMinutes(70);

  private static final String OUTSIDE = "OUTSIDE_NETWORK";

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

  private final AuthorizationService service;
  private final UseReports reports;
  private final ConcurrentMap<String, CompletableFuture<Renewal>> running =
      new ConcurrentHashMap<>();
  private final Cache<String, Renewal> known =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(REMEMBERED).build();

  private final Cache<String, Renewal> failures =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(PAUSE_AFTER_FAILURE).build();

  Renewals(AuthorizationService service, UseReports reports) {
    this.service = service;
    this.reports = reports;
  }

  /** What is known of a grant beyond what the cookie says. */
  public Optional<Renewal> known(HeldGrant grant) {
    return Optional.ofNullable(known.getIfPresent(key(grant)));
  }

  /**
   * Renews, or waits for the renewal that is under way.
   *
   * @param outdated the access token that no longer suffices; a newer one that is known already is
   *     given instead of asking again
   * @param client the reader's address: what is given for one need not do for another
   */
  public Renewal renew(HeldGrant grant, String outdated, Optional<InetAddress> client) {
    String key = key(grant);
    String from = key + " " + client.map(InetAddress::getHostAddress).orElse("");
    CompletableFuture<Renewal> mine = new CompletableFuture<>();
    CompletableFuture<Renewal> other = running.putIfAbsent(from, mine);
    if (other != null) {
      return other.join();
    }
    try {
      Renewal result =
          settled(key, from, outdated).orElseGet(() -> asked(key, from, grant, client));
      mine.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(from);
    }
  }

  private Optional<Renewal> settled(String key, String from, String outdated) {
    Renewal now = known.getIfPresent(key);
    if (now instanceof Renewal.Renewed renewed && !renewed.accessToken().equals(outdated)) {
      return Optional.of(renewed);
    }
    if (now instanceof Renewal.Refused) {
      return Optional.of(now);
    }
    return Optional.ofNullable(failures.getIfPresent(key))
        .or(() -> Optional.ofNullable(failures.getIfPresent(from)));
  }

  /** Ends a grant here and now: the reader signed out. */
  void end(HeldGrant grant, String reason) {
    known.put(key(grant), new Renewal.Refused(reason));
  }

  private Renewal asked(String key, String from, HeldGrant grant, Optional<InetAddress> client) {
    Renewal result = ask(grant, client);
    if (result instanceof Renewal.Unreachable) {
      failures.put(key, result);
      return result;
    }
    if (result instanceof Renewal.Refused refused && refused.reason().equals(OUTSIDE)) {
      failures.put(from, result);
      return result;
    }
    return known.asMap().merge(key, result, Renewals::theLastWord);
  }

  /** A reader who signed out meanwhile stays signed out, whatever the renewal under way brought. */
  private static Renewal theLastWord(Renewal before, Renewal now) {
    return before instanceof Renewal.Refused ? before : now;
  }

  /** Use is reported first, so that the new token's limits count it. */
  private Renewal ask(HeldGrant grant, Optional<InetAddress> client) {
    reports.sendUnlessUnderWay();
    Answer answer = service.refresh(grant.refreshToken(), client);
    if (answer instanceof Answer.Tokens tokens) {
      return new Renewal.Renewed(tokens.accessToken(), tokens.browser());
    }
    if (answer instanceof Answer.Denied denied) {
      LOG.infof("renewal refused for %s: %s", grant.handle(), denied.reason());
      return new Renewal.Refused(denied.reason());
    }
    return new Renewal.Unreachable();
  }

  private static String key(HeldGrant grant) {
    try {
      byte[] token = grant.refreshToken().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

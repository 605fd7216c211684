package org.carrel.verifier;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks entitlement tokens in a document server, offline but for the service's keys, status lists
 * and collection map, which it keeps current in the background.
 *
 * <p>It fails closed: whatever is missing, too old or not understood is a refusal. One instance
 * serves all threads of a program. {@link #verify} waits for the network only where nothing fresh
 * is held (at the start, for a list or key seen for the first time, after an outage), a few seconds
 * at most, so call it where waiting is allowed.
 */
public final class EntitlementVerifier implements AutoCloseable {
  /** Longer tokens are refused unread. */
  public static final int MOST_BYTES = 4096;

  private final Settings settings;
  private final Clock clock;
  private final Duration staleFor;
  private final Instant since;
  private final ScheduledThreadPoolExecutor timer;
  private final Keys keys;
  private final StatusLists lists;
  private final Remote<CollectionMap> map;
  private final TokenCache cache;
  private volatile boolean closed;

  EntitlementVerifier(EntitlementVerifierBuilder from, Settings settings) {
    this.settings = settings;
    this.clock = from.clock;
    this.staleFor = from.staleFor;
    this.since = clock.instant();
    this.timer = timer();
    Remote.Ground ground = new Remote.Ground(new ServiceHttp(from.http), clock, timer, staleFor);
    this.keys = new Keys(from.jwks, ground);
    SignedDocument.Terms terms =
        new SignedDocument.Terms(settings.issuer(), keys, clock, settings.skew());
    this.lists = new StatusLists(from.statusListPrefix.toString(), terms, ground);
    this.map = CollectionMap.at(from.collectionMap, terms, ground);
    this.cache = new TokenCache(from.cacheSize);
    keys.remote().keepCurrent();
    timer.scheduleWithFixedDelay(lists::dropUnneeded, 1, 1, TimeUnit.MINUTES);
  }

  /**
   * Begins a verifier.
   *
   * @param issuer the service, byte for byte as in its metadata
   * @param audience the name of this group of document servers
   */
  public static EntitlementVerifierBuilder builder(URI issuer, String audience) {
    return new EntitlementVerifierBuilder(issuer, audience);
  }

  /** Checks a token. Never throws, whatever it is given; null is refused too. */
  public Verification verify(@Nullable String token) {
    try {
      if (token == null || token.isEmpty()) {
        return Reason.NOT_A_TOKEN.plain();
      }
      if (closed) {
        return Reason.CLOSED.plain();
      }
      VerifiedToken known = cache.get(token);
      return known != null && !known.hangsOnDroppedList() ? again(known) : inFull(token);
    } catch (Refusal refusal) {
      return refusal.refused();
    } catch (RuntimeException e) {
      return new Refused(Reason.INTERNAL_ERROR, e.getClass().getSimpleName());
    }
  }

  /** How the contact with the service stands, and which revocations may be unseen. */
  public Health health() {
    List<Remote<?>> needed = new ArrayList<>();
    needed.add(keys.remote());
    needed.addAll(lists.inUse());
    List<Remote<?>> others = map.isPolled() ? List.of(map) : List.of();
    Health health = Health.of(needed, others, clock, since, staleFor);
    needed.forEach(Remote::refreshIfStale);
    others.forEach(Remote::refreshIfStale);
    return health;
  }

  /** Ends the background work; from then on every token is refused. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }

  /** A token verified before: its signature and form stand, all that moves is asked again. */
  private VerifiedToken again(VerifiedToken known) throws Refusal {
    long now = clock.millis();
    if (isOver(known.granted(), now)) {
      cache.remove(known);
    }
    requireInTime(known.granted(), now);
    KeySet current = keys.current(now);
    if (!current.publishes(known.key())) {
      cache.remove(known);
      throw new Refusal(Reason.UNKNOWN_KEY, Refusal.shown(known.keyId()));
    }
    requireStanding(known, current, now);
    return known;
  }

  private VerifiedToken inFull(String token) throws Refusal {
    if (token.length() > MOST_BYTES) {
      throw new Refusal(Reason.TOO_LONG);
    }
    Jws jws = Jws.parse(Jws.ascii(token), MOST_BYTES);
    jws.requireType("at+jwt");
    VerificationKey key = keys.named(jws.keyId());
    Entitlement granted = Entitlement.read(jws.verifiedClaims(key), settings);
    long now = clock.millis();
    requireBegun(granted, now + settings.skew().toMillis());
    requireInTime(granted, now);
    VerifiedToken verified = standing(token, key, granted);
    requireStanding(verified, keys.current(now), now);
    cache.put(verified);
    return verified;
  }

  private VerifiedToken standing(String token, VerificationKey key, Entitlement granted)
      throws Refusal {
    long until = granted.expiresAt() * 1000;
    StatusLists.Entry grant = lists.entry(granted.grantStatus(), until);
    Claims session = granted.sessionStatus();
    StatusLists.Entry second = session == null ? null : lists.entry(session, until);
    return new VerifiedToken(
        token, key, granted, grant, second, () -> closed ? null : map.fresh(clock.millis()));
  }

  private void requireBegun(Entitlement granted, long latest) throws Refusal {
    if (granted.issuedAt() * 1000 > latest) {
      throw new Refusal(Reason.ISSUED_IN_FUTURE);
    }
    if (granted.notBefore() * 1000 > latest) {
      throw new Refusal(Reason.NOT_YET_VALID);
    }
  }

  private void requireInTime(Entitlement granted, long now) throws Refusal {
    if (now >= granted.end() * 1000) {
      throw new Refusal(Reason.ENDED);
    }
    if (now >= granted.expiresAt() * 1000) {
      throw new Refusal(Reason.EXPIRED);
    }
  }

  private static boolean isOver(Entitlement granted, long now) {
    return now >= Math.min(granted.end(), granted.expiresAt()) * 1000;
  }

  private void requireStanding(VerifiedToken token, KeySet current, long now) throws Refusal {
    lists.check(token.grantEntry(), current, now);
    StatusLists.Entry session = token.sessionEntry();
    if (session != null) {
      lists.check(session, current, now);
    }
    if (!token.products().isEmpty()) {
      requireMap(current, now);
    }
  }

  private void requireMap(KeySet current, long now) throws Refusal {
    CollectionMap held = map.freshOrFetched(now);
    map.keepCurrent();
    if (held != null && !current.publishes(held.signer())) {
      held = map.beyond(held);
    }
    if (held == null || !current.publishes(held.signer())) {
      throw new Refusal(Reason.MAP_UNAVAILABLE, map.trouble());
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            2,
            work -> {
              Thread thread = new Thread(work, "carrel-verifier");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}

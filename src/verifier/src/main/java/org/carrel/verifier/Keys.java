package org.carrel.verifier;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service's keys, kept current; a key that it no longer publishes counts no more. */
final class Keys {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Remote<KeySet> remote;
  private final Remote.Ground ground;

  Keys(URI jwks, Remote.Ground ground) {
    this.ground = ground;
    this.remote = new Remote<>(jwks, new AsKeySet(), ground);
  }

  Remote<KeySet> remote() {
    return remote;
  }

  /** The current set. */
  KeySet current(long nowMillis) throws Refusal {
    KeySet set = remote.fresh(nowMillis);
    if (set == null) {
      set = remote.freshOrFetched(nowMillis);
    }
    if (set == null) {
      throw new Refusal(Reason.KEYS_UNAVAILABLE, remote.trouble());
    }
    return set;
  }

  /** The key of that id; an id not yet known leads to one fetch, at most one a second. */
  VerificationKey named(String id) throws Refusal {
    KeySet set = current(ground.clock().millis());
    VerificationKey key = set.get(id);
    if (key == null) {
      KeySet newer = remote.beyond(set);
      key = newer == null ? null : newer.get(id);
    }
    if (key == null) {
      throw new Refusal(Reason.UNKNOWN_KEY, Refusal.shown(id));
    }
    return key;
  }

  private static final class AsKeySet implements Remote.Kind<KeySet> {
    @Override
    public String accept() {
      return "application/jwk-set+json, application/json, */*;q=0.1";
    }

    @Override
    public int mostBytes() {
      return KeySet.MOST_BYTES;
    }

    @Override
    public KeySet read(byte[] body, @Nullable KeySet held) throws Refusal {
      return KeySet.read(body, held);
    }

    @Override
    public long endsAtMillis(KeySet document) {
      return Long.MAX_VALUE;
    }

    @Override
    public Duration askAgainAfter(@Nullable KeySet document) {
      return EVERY;
    }
  }
}

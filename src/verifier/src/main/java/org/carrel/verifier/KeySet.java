package org.carrel.verifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that the service publishes at one moment (RFC 7517 section 5). Immutable. */
final class KeySet {
  /** Room for dozens of keys. */
  static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_KEYS = 64;

  private final Map<String, VerificationKey> byId;

  private KeySet(Map<String, VerificationKey> byId) {
    this.byId = byId;
  }

  /**
   * Reads a JWKS. Keys of other kinds are passed over; a broken key of our kind, an id twice in the
   * set, or an id that {@code held} knows with another key makes the whole set unacceptable.
   *
   * @return {@code held} itself where nothing has changed
   */
  static KeySet read(byte[] body, @Nullable KeySet held) throws Refusal {
    List<?> listed = new Claims(Json.object(body)).array("keys");
    if (listed.size() > MOST_KEYS) {
      throw new Refusal(Reason.BAD_CLAIM, "more than " + MOST_KEYS + " keys");
    }
    Map<String, VerificationKey> byId = new HashMap<>();
    for (Object one : listed) {
      if (!(one instanceof Map<?, ?> members)) {
        throw new Refusal(Reason.BAD_CLAIM, "a key must be an object");
      }
      VerificationKey key = key(members);
      if (key != null && byId.put(key.id(), key) != null) {
        throw new Refusal(Reason.BAD_CLAIM, "two keys of the id " + Refusal.shown(key.id()));
      }
    }
    return new KeySet(byId).unlessSameAs(held);
  }

  @Nullable VerificationKey get(String id) {
    return byId.get(id);
  }

  boolean publishes(VerificationKey key) {
    VerificationKey here = byId.get(key.id());
    return here == key || (here != null && here.isSameKey(key));
  }

  int size() {
    return byId.size();
  }

  @SuppressWarnings("unchecked")
  private static @Nullable VerificationKey key(Map<?, ?> members) throws Refusal {
    return VerificationKey.ofJwk(new Claims((Map<String, Object>) members)).orElse(null);
  }

  private KeySet unlessSameAs(@Nullable KeySet held) throws Refusal {
    if (held == null) {
      return this;
    }
    for (VerificationKey key : byId.values()) {
      VerificationKey before = held.byId.get(key.id());
      if (before != null && !before.isSameKey(key)) {
        throw new Refusal(
            Reason.BAD_CLAIM, "the id " + Refusal.shown(key.id()) + " now names another key");
      }
    }
    return held.byId.keySet().equals(byId.keySet()) ? held : this;
  }
}

package org.carrel.tokens;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign, and those that verify. For each algorithm one key signs and the next one is
 * published already, so that a verifier knows it long before it meets it: for at least {@link
 * #LEAD} (only the first key of an empty installation signs at once). A key that was replaced stays
 * published until nothing that it signed is valid, then its private part is forgotten.
 *
 * <p>Replicas share the keys through the database; one at a time makes them, under an advisory
 * lock. A wrapping key that is missing or wrong fails {@link #open}, and so the start, and no new
 * key is made in its stead.
 */
public final class KeyRing {
  /** How long a key is published before it signs. */
  static final Duration LEAD = Duration.ofMinutes(20);

  /** How long after its last signature something that a key signed may be in use. */
  static final Duration LINGER = StatusLists.LIFETIME.plusMinutes(5);

  private static final Logger LOG = Logger.getLogger(KeyRing.class);
  private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();

  private final DataSource data;
  private final WrappingKeys wrapping;
  private final Clock clock;
  private final Set<Algorithm> algorithms;
  private final Duration rotateEvery;

  /** Read without a lock: who waits for a connection must not hold up who has one. */
  private volatile @Nullable Snapshot snapshot;

  KeyRing(
      DataSource data,
      WrappingKeys wrapping,
      Clock clock,
      Set<Algorithm> algorithms,
      Duration rotateEvery) {
    if (rotateEvery.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalStateException("carrel.keys.rotate-every: an hour or more");
    }
    this.data = data;
    this.wrapping = wrapping;
    this.clock = clock;
    this.algorithms = algorithms;
    this.rotateEvery = rotateEvery;
  }

  private record Snapshot(String fingerprint, List<SigningKey> keys, long checkedNanos) {}

  /** No key may sign now: the last one was withdrawn and the next is not published long enough. */
  public static final class NoKeyYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoKeyYet(Algorithm algorithm) {
      super("no key may sign with " + algorithm + " yet");
    }
  }

  /** Opens the keys that are there, or makes the first ones. */
  void open() {
    tend();
    change(
        keys -> {
          int rewrapped = keys.rewrap();
          LOG.infof(
              "%d signing keys published, %d wrapped anew, all under '%s'",
              keys.published().size(), rewrapped, wrapping.current());
        });
  }

  /** Makes what is to be made, retires what is to be retired; safe at any time on any replica. */
  void tend() {
    change(
        keys -> {
          Instant now = now(); // one for all: a lead is measured from when its key is published
          if (keys.isEmpty()) {
            for (Algorithm algorithm : algorithms) {
              keys.add(SigningKey.generate(algorithm, now, now), true);
            }
          }
          retireReplaced(keys, now);
          for (Algorithm algorithm : algorithms) {
            provide(keys, algorithm, now);
          }
        });
  }

  /** Takes a key out at once, and lets the next one sign as soon as it may. */
  public void withdraw(String kid) {
    change(
        keys -> {
          if (keys.withdraw(kid, now())) {
            LOG.warnf("signing key %s withdrawn", kid);
          }
        });
    tend();
  }

  /** What signs now with {@code wished}, or with ES256 while there is no such key yet. */
  SigningKey signer(Algorithm wished) {
    List<SigningKey> keys = current();
    Instant now = now();
    return signing(keys, wished, now)
        .or(() -> signing(keys, Algorithm.ES256, now))
        .orElseThrow(() -> new NoKeyYet(wished));
  }

  /** The public keys that verify what is in use (RFC 7517). */
  public JWKSet published() {
    return new JWKSet(current().stream().map(SigningKey::jwk).map(JWK::toPublicJWK).toList());
  }

  private void retireReplaced(SigningKeys keys, Instant now) throws SQLException {
    List<SigningKey> all = keys.published();
    for (SigningKey key : all) {
      Instant replaced =
          all.stream()
              .filter(next -> next.algorithm() == key.algorithm())
              .map(SigningKey::signsFrom)
              .filter(key.signsFrom()::isBefore)
              .min(Comparator.naturalOrder())
              .orElse(Instant.MAX);
      if (replaced.isBefore(now.minus(LINGER))) {
        keys.retire(key.kid(), now);
        LOG.infof("signing key %s retired", key.kid());
      }
    }
  }

  /** Sees to it that a key signs as soon as one may, and that the one after it is published. */
  private void provide(SigningKeys keys, Algorithm algorithm, Instant now) throws SQLException {
    if (signing(keys.published(), algorithm, now).isEmpty()) {
      for (SigningKey next : next(keys.published(), algorithm, now).stream().toList()) {
        Instant allowed = next.publishedAt().plus(LEAD);
        keys.advance(next.kid(), allowed.isAfter(now) ? allowed : now);
      }
    }
    List<SigningKey> all = keys.published();
    if (next(all, algorithm, now).isEmpty()) {
      Instant soonest = now.plus(LEAD);
      Instant due =
          signing(all, algorithm, now)
              .map(key -> key.signsFrom().plus(rotateEvery))
              .orElse(soonest);
      SigningKey made = SigningKey.generate(algorithm, now, due.isAfter(soonest) ? due : soonest);
      keys.add(made, false);
      LOG.infof("%s published, signs from %s", made, made.signsFrom());
    }
  }

  private Optional<SigningKey> next(List<SigningKey> keys, Algorithm algorithm, Instant now) {
    return keys.stream()
        .filter(key -> key.algorithm() == algorithm && key.signsFrom().isAfter(now))
        .findFirst();
  }

  private Optional<SigningKey> signing(List<SigningKey> keys, Algorithm algorithm, Instant now) {
    return keys.stream()
        .filter(key -> key.algorithm() == algorithm && !key.signsFrom().isAfter(now))
        .reduce((older, newer) -> newer);
  }

  private List<SigningKey> current() {
    Snapshot known = snapshot;
    if (known != null && System.nanoTime() - known.checkedNanos() < FRESH_NANOS) {
      return known.keys();
    }
    try (Connection connection = data.getConnection()) {
      SigningKeys keys = new SigningKeys(connection, wrapping);
      String fingerprint = keys.fingerprint();
      List<SigningKey> all =
          known != null && known.fingerprint().equals(fingerprint)
              ? known.keys()
              : List.copyOf(keys.published());
      snapshot = new Snapshot(fingerprint, all, System.nanoTime());
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException("signing keys cannot be read", e);
    }
  }

  private interface Change {
    void on(SigningKeys keys) throws SQLException;
  }

  /** A transaction of its own, one at a time among all replicas. */
  private void change(Change change) {
    try (Connection connection = data.getConnection()) {
      connection.setAutoCommit(false);
      try {
        SigningKeys keys = new SigningKeys(connection, wrapping);
        keys.lock();
        change.on(keys);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("signing keys cannot be changed", e);
    } finally {
      snapshot = null;
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

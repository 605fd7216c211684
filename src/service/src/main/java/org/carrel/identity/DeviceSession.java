package org.carrel.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One browser that may use what it holds, without an account, until it is closed. */
@Entity
@Table(name = "device_sessions")
public class DeviceSession {
  /** How coarse "last seen" is: finer would write on every page and tell more than is needed. */
  static final Duration SEEN_EVERY = Duration.ofMinutes(10);

  /** How long a session on a shared computer outlives the last thing done in it. */
  public static final Duration SHARED_IDLE = Duration.ofMinutes(15);

  static final int LABEL_LENGTH = 80;

  @Id private String id;

  @Column(name = "secret_hash")
  private String secretHash;

  private String label;
  private boolean shared;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "last_seen_at")
  private Instant lastSeenAt;

  @Column(name = "closed_at")
  private @Nullable Instant closedAt;

  protected DeviceSession() {}

  DeviceSession(String id, String secretHash, String label, boolean shared, Instant now) {
    this.id = id;
    this.secretHash = secretHash;
    this.label = label.length() > LABEL_LENGTH ? label.substring(0, LABEL_LENGTH) : label;
    this.shared = shared;
    this.createdAt = now;
    this.lastSeenAt = now;
  }

  public String id() {
    return id;
  }

  /** What a person recognizes the device by: {@code Firefox on Linux}. */
  public String label() {
    return label;
  }

  /** Whether the person said that others use this computer too. */
  public boolean shared() {
    return shared;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Exact on a shared computer, else up to ten minutes before it was last seen in truth. */
  public Instant lastSeenAt() {
    return lastSeenAt;
  }

  /** When it ended; empty while it may be used. */
  public Optional<Instant> closedAt() {
    return Optional.ofNullable(closedAt);
  }

  boolean seenLongBefore(Instant now) {
    return shared ? now.isAfter(lastSeenAt) : !now.isBefore(lastSeenAt.plus(SEEN_EVERY));
  }

  /** Whether it is on a shared computer and nobody did anything in it for 15 minutes. */
  boolean isIdle(Instant now) {
    return shared && !now.isBefore(lastSeenAt.plus(SHARED_IDLE));
  }

  /** A session that is shared once is never again somebody's own. */
  void renew(String newSecretHash, boolean share, Instant now) {
    secretHash = newSecretHash;
    shared = shared || share;
    lastSeenAt = now;
  }

  void close(Instant now) {
    if (closedAt == null) {
      closedAt = now;
    }
  }
}

package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/**
 * That an account asks to hold a pass, until whoever reads the pass's mail agrees; only the hash of
 * the mailed secret is kept.
 */
@Entity
@Table(name = "claims")
class Claim {
  static final Duration LIFETIME = Duration.ofHours(24);

  @Id
  @Column(name = "secret_hash")
  private String secretHash;

  @Column(name = "pass_id")
  private String passId;

  @Column(name = "reader_id")
  private String readerId;

  @Column(name = "made_at")
  private Instant madeAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  protected Claim() {}

  Claim(String secretHash, String passId, String readerId, Instant now) {
    this.secretHash = secretHash;
    this.passId = passId;
    this.readerId = readerId;
    this.madeAt = now;
    this.expiresAt = now.plus(LIFETIME);
  }

  String passId() {
    return passId;
  }

  String readerId() {
    return readerId;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }
}

package org.carrel.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Evidence;
import org.jspecify.annotations.Nullable;

/** An authorization code, by its hash: what was allowed, to which client, in which browser. */
@Entity
@Table(name = "authorization_codes")
class AuthorizationCode {
  /** How long it may be redeemed: before this has passed, not at that instant. */
  static final Duration LIFETIME = Duration.ofSeconds(60);

  @Id private String hash;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "redirect_uri")
  private String redirectUri;

  private String challenge;
  private String actions;

  @Column(name = "grant_id")
  private String grantId;

  @Column(name = "reader_id")
  private @Nullable String readerId;

  @Column(name = "device_session_id")
  private @Nullable String deviceSessionId;

  @Column(name = "through_institution")
  private boolean throughInstitution;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "used_at")
  private @Nullable Instant usedAt;

  @SuppressWarnings("NullAway.Init")
  protected AuthorizationCode() {} // for Hibernate

  AuthorizationCode(
      String hash,
      Client client,
      String challenge,
      Actions actions,
      Allowed allowed,
      Evidence evidence,
      Instant now) {
    this.hash = hash;
    this.clientId = client.id();
    this.redirectUri = client.redirectUri();
    this.challenge = challenge;
    this.actions = actions.toStore();
    this.grantId = allowed.grantId();
    this.throughInstitution = allowed.through().isPresent();
    this.readerId = throughInstitution ? null : evidence.readerId();
    this.deviceSessionId = evidence.deviceSessionId();
    this.issuedAt = now;
    this.expiresAt = now.plus(LIFETIME);
  }

  boolean isUsed() {
    return usedAt != null;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }

  String hash() {
    return hash;
  }

  String clientId() {
    return clientId;
  }

  String redirectUri() {
    return redirectUri;
  }

  String challenge() {
    return challenge;
  }

  Actions actions() {
    return Actions.stored(actions);
  }

  String grantId() {
    return grantId;
  }

  /** Whether an institution's network or sign-on gave it, so that no reader stands behind it. */
  boolean isThroughInstitution() {
    return throughInstitution;
  }

  Evidence evidence() {
    return new Evidence(readerId, deviceSessionId, null);
  }
}

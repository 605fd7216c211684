package org.carrel.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.carrel.access.Evidence;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/** A refresh token, by its hash: not rotated, and good for as long as its ground stands. */
@Entity
@Table(name = "refresh_tokens")
class RefreshToken {
  @Id private String id;
  private String hash;

  @Column(name = "code_hash")
  private String codeHash;

  @Column(name = "client_id")
  private String clientId;

  private String actions;

  @Column(name = "grant_id")
  private String grantId;

  @Column(name = "reader_id")
  private @Nullable String readerId;

  @Column(name = "device_session_id")
  private @Nullable String deviceSessionId;

  @Column(name = "session_id")
  private @Nullable String sessionId;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "end_reason")
  private @Nullable String endReason;

  @SuppressWarnings("NullAway.Init")
  protected RefreshToken() {} // for Hibernate

  RefreshToken(String hash, AuthorizationCode code, Instant now) {
    this.id = Ids.of("rt");
    this.hash = hash;
    this.codeHash = code.hash();
    this.clientId = code.clientId();
    this.actions = code.actions().toStore();
    this.grantId = code.grantId();
    this.readerId = code.evidence().readerId();
    this.deviceSessionId = code.evidence().deviceSessionId();
    this.createdAt = now;
  }

  /** For reading through an institution, in that session; a reader's own access has none. */
  void in(String session) {
    this.sessionId = session;
  }

  String id() {
    return id;
  }

  String clientId() {
    return clientId;
  }

  Actions actions() {
    return Actions.stored(actions);
  }

  String grantId() {
    return grantId;
  }

  Evidence evidence() {
    return new Evidence(readerId, deviceSessionId, null);
  }

  @Nullable String deviceSessionId() {
    return deviceSessionId;
  }

  @Nullable String sessionId() {
    return sessionId;
  }

  boolean isOver() {
    return endedAt != null;
  }
}

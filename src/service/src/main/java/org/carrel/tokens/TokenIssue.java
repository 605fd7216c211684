package org.carrel.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.carrel.access.Grant;
import org.jspecify.annotations.Nullable;

/** That a token was issued: written before it is signed. */
@Entity
@Table(name = "token_issues")
class TokenIssue {
  @Id private String jti;
  private String kid;

  @Column(name = "grant_id")
  private String grantId;

  private int incarnation;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "refresh_token_id")
  private String refreshTokenId;

  @Column(name = "code_hash")
  private @Nullable String codeHash;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @SuppressWarnings("NullAway.Init")
  protected TokenIssue() {} // for Hibernate

  TokenIssue(UnsignedToken token, Grant grant, RefreshToken refresh, @Nullable String codeHash) {
    this.jti = token.jti();
    this.kid = token.key().kid();
    this.grantId = grant.id();
    this.incarnation = grant.incarnation();
    this.clientId = refresh.clientId();
    this.refreshTokenId = refresh.id();
    this.codeHash = codeHash;
    this.issuedAt = token.issuedAt();
    this.expiresAt = token.expiresAt();
  }

  String clientId() {
    return clientId;
  }

  String refreshTokenId() {
    return refreshTokenId;
  }
}

package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants to accept a version of a quote, and, once that person clicked in the mail
 * that went to the own address, that it was accepted.
 */
@Entity
@Table(name = "acceptances")
public class Acceptance {
  /** How long the mailed link is good. */
  public static final Duration LIFETIME = Duration.ofDays(7);

  @Id private String id;

  @Column(name = "version_id")
  private String versionId;

  @Column(name = "secret_hash")
  private String secretHash;

  private String email;
  @Embedded private Signing signing;

  @Column(name = "asked_at")
  private Instant askedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "accepted_at")
  private @Nullable Instant acceptedAt;

  @Column(name = "accepted_from")
  private @Nullable String acceptedFrom;

  private @Nullable String agent;
  @Version private long version;

  protected Acceptance() {}

  Acceptance(
      String versionId, String secretHash, EmailAddress email, Signing signing, Instant now) {
    this.id = Ids.of("ac");
    this.versionId = versionId;
    this.secretHash = secretHash;
    this.email = email.value();
    this.signing = signing;
    this.askedAt = now;
    this.expiresAt = now.plus(LIFETIME);
  }

  public String id() {
    return id;
  }

  public String versionId() {
    return versionId;
  }

  /** The address that the person proved, or is to prove. */
  public EmailAddress email() {
    return new EmailAddress(email);
  }

  public Signing signing() {
    return signing;
  }

  /** When the person clicked; nothing before. */
  public Optional<Instant> acceptedAt() {
    return Optional.ofNullable(acceptedAt);
  }

  boolean isOver(Instant now) {
    return acceptedAt == null && !now.isBefore(expiresAt);
  }

  void accept(String from, String browser, Instant now) {
    acceptedAt = now;
    acceptedFrom = from;
    agent = browser;
  }
}

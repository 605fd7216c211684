package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A link that was mailed to a buyer; only the hash of its secret is kept. */
@Entity
@Table(name = "access_links")
class AccessLink {
  @Id
  @Column(name = "secret_hash")
  private String secretHash;

  @Column(name = "pass_id")
  private String passId;

  @Column(name = "made_at")
  private Instant madeAt;

  protected AccessLink() {}

  AccessLink(String secretHash, String passId, Instant madeAt) {
    this.secretHash = secretHash;
    this.passId = passId;
    this.madeAt = madeAt;
  }

  String passId() {
    return passId;
  }

  Instant madeAt() {
    return madeAt;
  }
}

package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A mailed link that opens a version of a quote; only the hash of its secret is kept. */
@Entity
@Immutable
@Table(name = "quote_links")
class QuoteLink {
  @Id
  @Column(name = "secret_hash")
  private String secretHash;

  @Column(name = "version_id")
  private String versionId;

  @Column(name = "made_at")
  private Instant madeAt;

  protected QuoteLink() {}

  QuoteLink(String secretHash, String versionId, Instant now) {
    this.secretHash = secretHash;
    this.versionId = versionId;
    this.madeAt = now;
  }

  String versionId() {
    return versionId;
  }
}

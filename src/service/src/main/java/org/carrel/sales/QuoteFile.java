package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The PDF of a version as it was made. */
@Entity
@Immutable
@Table(name = "quote_files")
class QuoteFile {
  @Id
  @Column(name = "version_id")
  private String versionId;

  private byte[] pdf;
  private String sha256;

  @Column(name = "made_at")
  private Instant madeAt;

  protected QuoteFile() {}

  byte[] pdf() {
    return pdf;
  }
}

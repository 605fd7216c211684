package org.carrel.invoices;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The PDF of a document as it was made. */
@Entity
@Immutable
@Table(name = "document_files")
class InvoiceFile {
  @Id private String number;
  private byte[] pdf;
  private String sha256;

  @Column(name = "made_at")
  private Instant madeAt;

  protected InvoiceFile() {}

  byte[] pdf() {
    return pdf;
  }
}

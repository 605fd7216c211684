package org.carrel.invoices;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/**
 * The PDF of each document: made when it is first asked for, after the document is committed, and
 * kept, so that what was mailed is what is shown for ever after.
 */
@ApplicationScoped
public class InvoiceFiles {
  private static final Logger LOG = Logger.getLogger(InvoiceFiles.class);

  private final EntityManager entities;
  private final Invoices invoices;
  private final PaperPdf paper;
  private final Clock clock;

  InvoiceFiles(EntityManager entities, Invoices invoices, PaperPdf paper, Clock clock) {
    this.entities = entities;
    this.invoices = invoices;
    this.paper = paper;
    this.clock = clock;
  }

  /** The PDF of a document. It may take a while: never call it inside a transaction. */
  public byte[] pdf(String number) {
    Optional<byte[]> kept = kept(number);
    if (kept.isPresent()) {
      return kept.get();
    }
    keep(number, paper.of(invoices.byNumber(number).orElseThrow()));
    return kept(number).orElseThrow();
  }

  private Optional<byte[]> kept(String number) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Optional.ofNullable(entities.find(InvoiceFile.class, number)))
        .map(InvoiceFile::pdf);
  }

  /** Of two that make it at once, the first one's stays. */
  private void keep(String number, byte[] pdf) {
    String sum = sha256(pdf);
    int rows =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    entities
                        .createNativeQuery(
                            "insert into document_files (number, pdf, sha256, made_at)"
                                + " values (:number, :pdf, :sum, :now) on conflict do nothing")
                        .setParameter("number", number)
                        .setParameter("pdf", pdf)
                        .setParameter("sum", sum)
                        .setParameter("now", Micros.now(clock))
                        .executeUpdate());
    if (rows == 1) {
      LOG.infof("document %s is made, %d bytes, SHA-256 %s", number, pdf.length, sum);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

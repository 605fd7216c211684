package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.invoices.TaggedPdf;

/**
 * The PDF of each version that was sent: made when it is first asked for and kept, so that what was
 * mailed is what is shown and accepted.
 */
@ApplicationScoped
public class QuoteFiles {
  private final EntityManager entities;
  private final Quotes quotes;
  private final TaggedPdf pdfs;
  private final Clock clock;

  QuoteFiles(EntityManager entities, Quotes quotes, TaggedPdf pdfs, Clock clock) {
    this.entities = entities;
    this.quotes = quotes;
    this.pdfs = pdfs;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "sales")
  static class Templates {
    static native TemplateInstance quoteFile(QuotePaper paper);
  }

  /** A PDF file. */
  public record File(String name, byte[] bytes) {}

  /** The PDF of a version that was sent. It may take a while: never call it in a transaction. */
  public File of(String versionId) {
    QuotePaper paper = QuotePaper.of(quotes.listed(versionId).orElseThrow());
    byte[] bytes =
        kept(versionId)
            .orElseGet(
                () -> {
                  keep(versionId, made(paper));
                  return kept(versionId).orElseThrow();
                });
    return new File(paper.file(), bytes);
  }

  byte[] made(QuotePaper paper) {
    return pdfs.of(Templates.quoteFile(paper).render());
  }

  private Optional<byte[]> kept(String versionId) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Optional.ofNullable(entities.find(QuoteFile.class, versionId)))
        .map(QuoteFile::pdf);
  }

  /** Of two that make it at once, the first one's stays. */
  private void keep(String versionId, byte[] pdf) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery(
                        "insert into quote_files (version_id, pdf, sha256, made_at)"
                            + " values (:version, :pdf, :sum, :now) on conflict do nothing")
                    .setParameter("version", versionId)
                    .setParameter("pdf", pdf)
                    .setParameter("sum", sha256(pdf))
                    .setParameter("now", Micros.now(clock))
                    .executeUpdate());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package org.carrel.invoices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the PDF of a document. */
@ApplicationScoped
class PaperPdf {
  private final TaggedPdf pdfs;

  PaperPdf(TaggedPdf pdfs) {
    this.pdfs = pdfs;
  }

  @CheckedTemplate(basePath = "invoices")
  static class Templates {
    static native TemplateInstance file(Paper paper);
  }

  byte[] of(Document document) {
    return of(Paper.of(document));
  }

  byte[] of(Paper paper) {
    return pdfs.of(Templates.file(paper).render());
  }
}

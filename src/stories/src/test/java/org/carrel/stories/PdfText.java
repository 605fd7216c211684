package org.carrel.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** What PDF files say. */
final class PdfText {
  private PdfText() {}

  /** The text of a file that this browser may see, with plain blanks only. */
  static String of(Visit visit, String address) {
    byte[] bytes = visit.context.request().get(address).body();
    try (PDDocument document = Loader.loadPDF(bytes)) {
      return plain(new PDFTextStripper().getText(document));
    } catch (IOException e) {
      throw new UncheckedIOException(address + " is no PDF", e);
    }
  }

  /** With plain blanks only. */
  static String plain(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ");
  }
}

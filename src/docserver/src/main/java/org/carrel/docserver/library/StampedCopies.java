package org.carrel.docserver.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.carrel.docserver.library.TextLine.Kind;

/** Copies of documents to take away, each page with a line in its foot that says whose it is. */
@ApplicationScoped
public class StampedCopies {
  private static final float SIZE = 7;
  private static final float ABOVE_EDGE = 18;
  private static final float GREY = 0.42f;

  /** A copy is held in memory whole: as many are made at once as there are processors. */
  private final Semaphore room = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * The document as PDF with {@code stamp} in the foot of each page, small and grey.
   *
   * @param stamp one line; who and when
   */
  public byte[] of(Document document, String stamp) {
    room.acquireUninterruptibly();
    try (PDDocument pdf = Loader.loadPDF(document.file().toFile())) {
      Typeface face = new Typeface(pdf);
      float width = face.width(stamp, Kind.BODY, SIZE);
      for (PDPage page : pdf.getPages()) {
        stamp(pdf, page, face, stamp, width);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      pdf.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("no copy of " + document.handle(), e);
    } finally {
      room.release();
    }
  }

  private static void stamp(PDDocument pdf, PDPage page, Typeface face, String stamp, float width)
      throws IOException {
    PDRectangle box = page.getCropBox();
    try (PDPageContentStream out =
        new PDPageContentStream(pdf, page, AppendMode.APPEND, true, true)) {
      out.beginText();
      out.setFont(face.of(Kind.BODY), SIZE);
      out.setNonStrokingColor(GREY);
      out.newLineAtOffset(
          box.getLowerLeftX() + (box.getWidth() - width) / 2, box.getLowerLeftY() + ABOVE_EDGE);
      out.showText(face.writable(stamp, Kind.BODY));
      out.endText();
    }
  }
}

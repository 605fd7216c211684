package org.carrel.docserver.ingest;

import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.TextLine;
import org.carrel.docserver.library.TextWord;
import org.carrel.docserver.library.Typeface;

/** Writes the words of a page where they belong, to be seen or only to be found and selected. */
final class PageWriter {
  private static final COSName ARTIFACT = COSName.getPDFName("Artifact");

  private final PDPageContentStream out;
  private final Typeface face;
  private final PageText page;

  PageWriter(PDPageContentStream out, Typeface face, PageText page) {
    this.out = out;
    this.face = face;
    this.page = page;
  }

  void write(RenderingMode mode) throws IOException {
    for (TextLine line : page.lines()) {
      boolean artifact = line.kind() == TextLine.Kind.RUNNING;
      if (artifact) {
        out.beginMarkedContent(ARTIFACT);
      }
      out.beginText();
      out.setRenderingMode(mode);
      out.setFont(face.of(line.kind()), line.size());
      for (TextWord word : line.words()) {
        write(word, line);
      }
      out.endText();
      if (artifact) {
        out.endMarkedContent();
      }
    }
  }

  /** A word is stretched to the width that it has on the image, and ends in a space. */
  private void write(TextWord word, TextLine line) throws IOException {
    String text = face.writable(word.text(), line.kind());
    float natural = face.width(text, line.kind(), line.size());
    out.setHorizontalScaling(natural > 0 && word.width() > 0 ? word.width() / natural * 100 : 100);
    out.setTextMatrix(Matrix.getTranslateInstance(word.x(), page.height() - line.baseline()));
    out.showText(text + " ");
  }
}

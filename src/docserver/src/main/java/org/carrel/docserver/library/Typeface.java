package org.carrel.docserver.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Liberation Serif in one document, embedded as the subset of what was written. */
public final class Typeface {
  private final PDFont regular;
  private final PDFont bold;

  public Typeface(PDDocument document) throws IOException {
    regular = load(document, "Regular");
    bold = load(document, "Bold");
  }

  public PDFont of(TextLine.Kind kind) {
    return kind == TextLine.Kind.HEADING ? bold : regular;
  }

  /** How wide {@code text} is in points; what the face cannot write counts as a question mark. */
  public float width(String text, TextLine.Kind kind, float size) {
    try {
      return of(kind).getStringWidth(writable(text, kind)) / 1000 * size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code text} with a question mark for each character that the face lacks. */
  public String writable(String text, TextLine.Kind kind) {
    PDFont font = of(kind);
    StringBuilder clean = new StringBuilder();
    text.codePoints().forEach(c -> clean.append(has(font, c) ? Character.toString(c) : "?"));
    return clean.toString();
  }

  private static boolean has(PDFont font, int codePoint) {
    if (codePoint >= ' ' && codePoint <= '~') {
      return true;
    }
    try {
      font.encode(Character.toString(codePoint));
      return true;
    } catch (IllegalArgumentException | IOException absent) {
      return false;
    }
  }

  private static PDFont load(PDDocument document, String style) throws IOException {
    String name = "/liberation/LiberationSerif-" + style + ".ttf";
    try (InputStream font = Typeface.class.getResourceAsStream(name)) {
      if (font == null) {
        throw new IOException("the font " + name + " is missing from the program");
      }
      return PDType0Font.load(document, font, true);
    }
  }
}

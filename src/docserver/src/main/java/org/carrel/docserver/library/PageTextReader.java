package org.carrel.docserver.library;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page's words with their places, in the order of the page's content, which is the reading
 * order of well-made files. Marked artifacts (running heads) are kept apart.
 */
public final class PageTextReader extends PDFTextStripper {
  private static final COSName ARTIFACT = COSName.getPDFName("Artifact");

  private final Set<TextPosition> artifacts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<TextLine> lines = new ArrayList<>();
  private final List<TextWord> words = new ArrayList<>();
  private @Nullable TextPosition first;
  private int depth;
  private int artifactDepth;

  private PageTextReader() {
    setSortByPosition(false);
    setSuppressDuplicateOverlappingText(true);
  }

  /**
   * Reads one page.
   *
   * @param page from 1 on
   */
  public static PageText read(PDDocument document, int page) throws IOException {
    PageTextReader reader = new PageTextReader();
    reader.setStartPage(page);
    reader.setEndPage(page);
    reader.writeText(document, Writer.nullWriter());
    PDPage pdPage = document.getPage(page - 1);
    PDRectangle box = pdPage.getCropBox();
    boolean turned = pdPage.getRotation() % 180 != 0;
    return new PageText(
        turned ? box.getHeight() : box.getWidth(),
        turned ? box.getWidth() : box.getHeight(),
        reader.lines);
  }

  @Override
  public void beginMarkedContentSequence(
      @Nullable COSName tag, @Nullable COSDictionary properties) {
    depth++;
    if (artifactDepth == 0 && ARTIFACT.equals(tag)) {
      artifactDepth = depth;
    }
    super.beginMarkedContentSequence(tag, properties);
  }

  @Override
  public void endMarkedContentSequence() {
    if (artifactDepth == depth) {
      artifactDepth = 0;
    }
    depth = Math.max(0, depth - 1);
    super.endMarkedContentSequence();
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    if (artifactDepth > 0) {
      artifacts.add(text);
    }
    super.processTextPosition(text);
  }

  /** What comes at once may be a word or, where the file writes its spaces, several. */
  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    List<TextPosition> word = new ArrayList<>();
    for (TextPosition position : positions) {
      if (position.getUnicode().isBlank()) {
        finishWord(word);
      } else {
        word.add(position);
      }
    }
    finishWord(word);
  }

  private void finishWord(List<TextPosition> letters) {
    if (letters.isEmpty()) {
      return;
    }
    TextPosition start = letters.get(0);
    TextPosition end = letters.get(letters.size() - 1);
    if (first == null) {
      first = start;
    }
    StringBuilder text = new StringBuilder();
    letters.forEach(letter -> text.append(letter.getUnicode()));
    float x = start.getXDirAdj();
    float width = end.getXDirAdj() + end.getWidthDirAdj() - x;
    words.add(new TextWord(text.toString().strip(), x, width));
    letters.clear();
  }

  @Override
  protected void writeLineSeparator() {
    finishLine();
  }

  @Override
  protected void endPage(PDPage page) {
    finishLine();
  }

  private void finishLine() {
    TextPosition start = first;
    if (start != null && !words.isEmpty()) {
      lines.add(new TextLine(words, start.getYDirAdj(), start.getYScale(), kind(start)));
    }
    words.clear();
    first = null;
  }

  private TextLine.Kind kind(TextPosition start) {
    if (artifacts.contains(start)) {
      return TextLine.Kind.RUNNING;
    }
    String font = String.valueOf(start.getFont().getName());
    boolean marked = font.contains("Bold") || font.contains("Italic");
    return marked ? TextLine.Kind.HEADING : TextLine.Kind.BODY;
  }
}

package org.carrel.docserver.ingest;

import java.util.ArrayList;
import java.util.List;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.TextLine;
import org.carrel.docserver.library.TextLine.Kind;
import org.carrel.docserver.library.TextWord;
import org.carrel.docserver.library.Typeface;

/**
 * Sets the lines of one page, as optical character recognition left them, in two columns: a
 * masthead of the lines before the second empty line, then the text, in type as large as the page
 * allows.
 */
final class ReportLayout {
  private static final float LEFT = 50;
  private static final float GUTTER = 22;
  private static final float COLUMN = (Layout.WIDTH - 2 * LEFT - GUTTER) / 2;
  private static final float BOTTOM = Layout.HEIGHT - 44;
  private static final float LARGEST = 11;
  private static final float LEADING = 1.22f;

  private final Typeface face;

  ReportLayout(Typeface face) {
    this.face = face;
  }

  PageText typeset(String text) {
    List<String> all = text.lines().map(String::strip).toList();
    List<TextLine> set = new ArrayList<>();
    int at = 0;
    float y = 62;
    for (int parts = 0; parts < 3 && at < all.size(); at++) {
      String line = all.get(at);
      if (line.isEmpty()) {
        parts++;
        y += 6;
      } else {
        set.add(line(line, LEFT, y, parts == 2 ? 20 : 11, at == 1 ? Kind.BODY : Kind.HEADING));
        y += parts == 2 ? 26 : 15;
      }
    }
    columns(all.subList(at, all.size()), y + 14, set);
    return new PageText(Layout.WIDTH, Layout.HEIGHT, set);
  }

  private void columns(List<String> lines, float top, List<TextLine> set) {
    long spaced = lines.stream().mapToLong(l -> l.isEmpty() ? 1 : 2).sum();
    int half = (int) ((spaced + 1) / 2);
    float size = Math.min(fit(lines), (BOTTOM - top) / (half / 2f) / LEADING);
    float y = top;
    float x = LEFT;
    int used = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int height = line.isEmpty() ? 1 : 2;
      if (used + height > half + 1 && x == LEFT) {
        x = LEFT + COLUMN + GUTTER;
        y = top;
      }
      used += height;
      if (!line.isEmpty()) {
        boolean heading = heading(lines, i);
        set.add(line(line, x, y, size, heading ? Kind.HEADING : Kind.BODY));
      }
      y += size * LEADING * height / 2;
    }
  }

  /** The largest size at which the longest line still fits a column. */
  private float fit(List<String> lines) {
    double widest = lines.stream().mapToDouble(l -> face.width(l, Kind.HEADING, 1)).max().orElse(1);
    return (float) Math.min(LARGEST, COLUMN / widest);
  }

  private static boolean heading(List<String> lines, int at) {
    String line = lines.get(at);
    boolean fresh = at == 0 || lines.get(at - 1).isEmpty() || lines.get(at - 1).endsWith(".");
    boolean followed =
        at + 1 < lines.size()
            && !lines.get(at + 1).isEmpty()
            && Character.isUpperCase(lines.get(at + 1).charAt(0));
    return fresh && followed && line.length() < 30 && Block.shortLabel(line);
  }

  private TextLine line(String text, float left, float y, float size, Kind kind) {
    List<TextWord> words = new ArrayList<>();
    float x = left;
    for (String word : text.split("\\s+")) {
      float width = face.width(word, kind, size);
      words.add(new TextWord(word, x, width));
      x += width + face.width(" ", kind, size);
    }
    return new TextLine(words, y, size, kind);
  }
}

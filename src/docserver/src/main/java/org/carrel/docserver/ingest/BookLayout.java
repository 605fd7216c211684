package org.carrel.docserver.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.TextLine;
import org.carrel.docserver.library.TextLine.Kind;
import org.carrel.docserver.library.TextWord;
import org.carrel.docserver.library.Typeface;

/** Sets a text like a page of a law report: one justified column under a running head. */
final class BookLayout {
  private static final float LEFT = 88;
  private static final float TOP = 112;
  private static final float BOTTOM = Layout.HEIGHT - 90;
  private static final float MEASURE = Layout.WIDTH - 2 * LEFT;
  private static final float SIZE = 12.5f;
  private static final float LEADING = 16.5f;
  private static final float INDENT = 16;
  private static final float TITLE_SIZE = 17;

  private final String title;
  private final Typeface face;
  private final List<PageText> pages = new ArrayList<>();
  private List<TextLine> lines = new ArrayList<>();
  private float y = TOP;

  BookLayout(String title, Typeface face) {
    this.title = title;
    this.face = face;
  }

  List<PageText> typeset(List<Block> blocks) {
    y = TOP + 24;
    for (Block block : blocks) {
      switch (block.kind()) {
        case TITLE -> centred(block.text(), TITLE_SIZE, 22, 18);
        case HEADING -> centred(block.text(), SIZE, LEADING, 9);
        case PARAGRAPH -> paragraph(block.text());
      }
    }
    turn();
    return pages;
  }

  private void centred(String text, float size, float leading, float around) {
    room(leading + 2 * around + 2 * LEADING);
    y += around;
    for (List<String> words : broken(text, size, Kind.HEADING, 0)) {
      float width = face.width(String.join(" ", words), Kind.HEADING, size);
      add(words, LEFT + (MEASURE - width) / 2, space(size, Kind.HEADING), size, Kind.HEADING);
      y += leading;
    }
    y += around / 2;
  }

  private void paragraph(String text) {
    List<List<String>> broken = broken(text, SIZE, Kind.BODY, INDENT);
    for (int i = 0; i < broken.size(); i++) {
      boolean widow = i == 0 && broken.size() > 1;
      room(widow ? 2 * LEADING : LEADING);
      List<String> words = broken.get(i);
      float indent = i == 0 ? INDENT : 0;
      boolean last = i == broken.size() - 1;
      add(words, LEFT + indent, gap(words, MEASURE - indent, last), SIZE, Kind.BODY);
      y += LEADING;
    }
  }

  private float gap(List<String> words, float measure, boolean last) {
    if (last || words.size() == 1) {
      return space(SIZE, Kind.BODY);
    }
    double inked = words.stream().mapToDouble(w -> face.width(w, Kind.BODY, SIZE)).sum();
    return (float) (measure - inked) / (words.size() - 1);
  }

  private List<List<String>> broken(String text, float size, Kind kind, float indent) {
    List<List<String>> broken = new ArrayList<>();
    List<String> line = new ArrayList<>();
    float space = space(size, kind);
    float used = indent;
    for (String word : text.split("\\s+")) {
      float width = face.width(word, kind, size);
      if (!line.isEmpty() && used + space + width > MEASURE) {
        broken.add(line);
        line = new ArrayList<>();
        used = 0;
      }
      used += (line.isEmpty() ? 0 : space) + width;
      line.add(word);
    }
    broken.add(line);
    return broken;
  }

  private float space(float size, Kind kind) {
    return face.width(" ", kind, size);
  }

  private void add(List<String> texts, float left, float gap, float size, Kind kind) {
    List<TextWord> words = new ArrayList<>();
    float x = left;
    for (String text : texts) {
      float width = face.width(text, kind, size);
      words.add(new TextWord(text, x, width));
      x += width + gap;
    }
    lines.add(new TextLine(words, y, size, kind));
  }

  private void room(float needed) {
    if (y + needed > BOTTOM + LEADING && !lines.isEmpty()) {
      turn();
    }
  }

  private void turn() {
    List<TextLine> page = new ArrayList<>();
    int number = pages.size() + 1;
    if (number > 1) {
      List<TextLine> text = lines;
      lines = page;
      head(number);
      page.addAll(text);
    } else {
      page.addAll(lines);
    }
    pages.add(new PageText(Layout.WIDTH, Layout.HEIGHT, page));
    lines = new ArrayList<>();
    y = TOP;
  }

  private void head(int number) {
    y = 76;
    add(List.of(Integer.toString(number)), LEFT, 0, 11, Kind.RUNNING);
    List<String> words = Arrays.asList(title.toUpperCase(Locale.ROOT).split("\\s+"));
    float width = face.width(String.join(" ", words), Kind.RUNNING, 9.5f);
    float x = LEFT + (MEASURE - width) / 2;
    add(words, x, space(9.5f, Kind.RUNNING), 9.5f, Kind.RUNNING);
  }
}

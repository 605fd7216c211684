package org.carrel.docserver.library;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text layer of one page.
 *
 * @param width of the page in points
 * @param height of the page in points
 * @param lines in reading order
 */
public record PageText(float width, float height, List<TextLine> lines) {
  private static final float INDENT = 0.6f;
  private static final float GAP = 1.75f;
  private static final float SHORT = 0.8f;

  public PageText {
    lines = List.copyOf(lines);
  }

  /** A paragraph or a heading, its lines joined. */
  public record Block(boolean heading, String text) {}

  /** The text in reading order, without running heads. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<TextLine> open = new ArrayList<>();
    float left = 0;
    for (TextLine line : lines) {
      if (line.kind() == TextLine.Kind.RUNNING) {
        continue;
      }
      TextLine last = open.isEmpty() ? null : open.get(open.size() - 1);
      boolean jump = last != null && line.baseline() < last.baseline();
      if (last != null && (closes(last, open) || startsBlock(last, line, jump ? line.x() : left))) {
        blocks.add(join(open));
        open.clear();
      }
      left = last == null || jump || open.size() == 1 ? line.x() : Math.min(left, line.x());
      open.add(line);
    }
    if (!open.isEmpty()) {
      blocks.add(join(open));
    }
    return blocks;
  }

  /** The text as paragraphs between empty lines. */
  public String plain() {
    return blocks().stream().map(Block::text).collect(Collectors.joining("\n\n"));
  }

  private static boolean startsBlock(TextLine last, TextLine line, float left) {
    boolean indented = line.x() > left + INDENT * line.size();
    boolean apart = line.baseline() - last.baseline() > GAP * line.size();
    boolean otherType = Math.abs(last.size() - line.size()) > 1;
    return indented || apart || otherType || last.kind() != line.kind();
  }

  /** Whether a line closes a paragraph by ending a sentence well before the lines above it do. */
  private static boolean closes(TextLine last, List<TextLine> block) {
    float widest = (float) block.stream().mapToDouble(TextLine::width).max().orElse(0);
    return last.width() < SHORT * widest && last.text().matches(".*[.?!:][\"')]*");
  }

  private static Block join(List<TextLine> lines) {
    StringBuilder text = new StringBuilder();
    for (TextLine line : lines) {
      String next = line.text();
      boolean broken = text.length() > 1 && text.charAt(text.length() - 1) == '-';
      if (text.length() > 0 && !broken) {
        text.append(' ');
      }
      text.append(next);
    }
    return new Block(lines.get(0).kind() == TextLine.Kind.HEADING, text.toString());
  }
}

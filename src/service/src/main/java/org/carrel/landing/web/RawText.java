package org.carrel.landing.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The raw text of a page in the paragraphs that its lines suggest, so that it reflows on a phone.
 * No word is changed.
 */
final class RawText {
  private static final double FULL_LINE = 0.9;
  private static final double SHORT_LINE = 0.6;
  private static final int LEAST_WIDTH = 40;

  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();

  private RawText() {}

  /**
   * A paragraph.
   *
   * @param text its words on one line
   * @param kind class of the paragraph: {@code sub} for what looks like a heading, {@code flush}
   *     for the first after one, else empty
   */
  record Part(String text, String kind) {}

  static List<Part> parts(String text) {
    RawText reader = new RawText();
    String[] blocks = text.replace("\r", "").split("\n[ \t\f]*\n|\f");
    for (String block : blocks) {
      reader.block(Arrays.stream(block.split("\n")).map(String::strip).toList());
    }
    return reader.parts;
  }

  private void block(List<String> lines) {
    int width =
        Math.max(LEAST_WIDTH, lines.stream().mapToInt(String::length).max().orElse(LEAST_WIDTH));
    reopen(lines);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean last = i == lines.size() - 1;
      if (line.isEmpty()) {
        close();
      } else if (open.isEmpty() && isHeading(line, width) && (last || begins(lines.get(i + 1)))) {
        add(line, "sub");
      } else {
        append(line);
        if (last || (ends(line) && line.length() < width * FULL_LINE && begins(lines.get(i + 1)))) {
          close();
        }
      }
    }
    close();
  }

  /** A block that begins in the middle of a sentence goes on with the paragraph before it. */
  private void reopen(List<String> lines) {
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    boolean goesOn = !lines.isEmpty() && lines.get(0).matches("\\p{Ll}.*");
    if (goesOn && last != null && !last.kind().equals("sub") && !ends(last.text())) {
      parts.remove(last);
      open.append(last.text());
    }
  }

  private void append(String line) {
    boolean divided = !open.isEmpty() && open.charAt(open.length() - 1) == '-';
    open.append(open.isEmpty() || divided ? "" : " ").append(line);
  }

  private void close() {
    if (!open.isEmpty()) {
      boolean first = parts.isEmpty() || parts.get(parts.size() - 1).kind().equals("sub");
      add(open.toString(), first ? "flush" : "");
      open.setLength(0);
    }
  }

  private void add(String text, String kind) {
    parts.add(new Part(text, kind));
  }

  private static boolean isHeading(String line, int width) {
    return line.length() < width * SHORT_LINE && begins(line) && line.matches(".*[\\p{L}\\p{N}]");
  }

  private static boolean begins(String line) {
    return line.matches("[\\p{Lu}\\p{N}\"“(].*");
  }

  private static boolean ends(String line) {
    return line.matches(".*[.!?:;][\"”)]?") && !line.matches(".*\\b\\p{Lu}\\.");
  }
}

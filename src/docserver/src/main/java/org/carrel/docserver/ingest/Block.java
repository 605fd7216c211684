package org.carrel.docserver.ingest;

import java.util.ArrayList;
import java.util.List;

/** A part of a plain text: the title, a heading, or a paragraph with its lines as they were. */
record Block(Kind kind, List<String> lines) {
  enum Kind {
    TITLE,
    HEADING,
    PARAGRAPH
  }

  private static final int LONGEST_HEADING = 60;

  Block {
    lines = List.copyOf(lines);
  }

  String text() {
    return String.join(" ", lines);
  }

  /**
   * Parts a text at its empty lines. The first part is the title; a single short line without
   * closing punctuation is a heading where two empty lines or another heading stand before it.
   */
  static List<Block> parse(String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> open = new ArrayList<>();
    int empty = 2;
    int before = 2;
    for (String line : (text + "\n\n").split("\n", -1)) {
      if (!line.isBlank()) {
        before = open.isEmpty() ? empty : before;
        open.add(line.strip());
        empty = 0;
      } else {
        empty++;
        if (!open.isEmpty()) {
          blocks.add(new Block(kind(blocks, open, before), open));
          open.clear();
        }
      }
    }
    return blocks;
  }

  private static Kind kind(List<Block> blocks, List<String> lines, int emptyBefore) {
    if (blocks.isEmpty()) {
      return Kind.TITLE;
    }
    boolean afterHeading = blocks.get(blocks.size() - 1).kind() != Kind.PARAGRAPH;
    boolean heading =
        lines.size() == 1 && (emptyBefore > 1 || afterHeading) && shortLabel(lines.get(0));
    return heading ? Kind.HEADING : Kind.PARAGRAPH;
  }

  /**
   * Whether a line reads like a heading: short, begun with a capital, not closed like a sentence.
   */
  static boolean shortLabel(String line) {
    return line.length() <= LONGEST_HEADING
        && Character.isUpperCase(line.charAt(0))
        && ".,;:-".indexOf(line.charAt(line.length() - 1)) < 0;
  }
}

package org.carrel.docserver.library;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of words on a page.
 *
 * @param words left to right, never empty
 * @param baseline points below the page's top edge
 * @param size of the type, in points
 * @param kind what the line is for
 */
public record TextLine(List<TextWord> words, float baseline, float size, Kind kind) {
  /** What a line is for: a running head or foot is shown, but is no part of the text. */
  public enum Kind {
    BODY,
    HEADING,
    RUNNING
  }

  public TextLine {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a line holds a word at least");
    }
  }

  public String text() {
    return words.stream().map(TextWord::text).collect(Collectors.joining(" "));
  }

  public float x() {
    return words.get(0).x();
  }

  public float width() {
    return words.get(words.size() - 1).right() - x();
  }
}

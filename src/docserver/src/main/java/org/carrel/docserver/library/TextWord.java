package org.carrel.docserver.library;

/** A word on a page; {@code x} and {@code width} in points from the page's left edge. */
public record TextWord(String text, float x, float width) {
  float right() {
    return x + width;
  }
}

package org.carrel.tokens;

import java.util.Collection;
import java.util.List;

/**
 * What a token allows to do with a document.
 *
 * @param names {@code read}, {@code download} or both, in this order
 */
public record Actions(List<String> names) {
  private static final List<String> KNOWN = List.of("read", "download");

  public Actions {
    if (names.isEmpty() || !KNOWN.containsAll(names)) {
      throw new IllegalArgumentException("not actions: " + names);
    }
    names = KNOWN.stream().filter(List.copyOf(names)::contains).toList();
  }

  /** Whether all of {@code names} are actions, and there is one at least. */
  public static boolean known(Collection<String> names) {
    return !names.isEmpty() && KNOWN.containsAll(names);
  }

  static Actions stored(String text) {
    return new Actions(List.of(text.split(" ")));
  }

  String toStore() {
    return String.join(" ", names);
  }
}

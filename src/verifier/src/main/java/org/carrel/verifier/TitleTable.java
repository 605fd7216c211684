package org.carrel.verifier;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Titles by their ids, found as the beginning of a handle without cutting it: a look costs one walk
 * over the handle and no memory. Immutable.
 */
final class TitleTable {
  private final String[] ids;
  private final int[][] collections;
  private final int mask;

  TitleTable(Map<String, int[]> byTitle) {
    int places = Integer.highestOneBit(2 * byTitle.size() + 1) * 2;
    this.ids = new String[places];
    this.collections = new int[places][];
    this.mask = places - 1;
    byTitle.forEach(
        (id, numbers) -> {
          int place = place(id, id.length(), id.hashCode());
          ids[place] = id;
          collections[place] = numbers;
        });
  }

  /** The collections of the longest title that the handle continues after a slash. */
  int @Nullable [] ofHandle(String handle) {
    int[] longest = null;
    int hash = 0;
    for (int i = 0; i < handle.length() - 1; i++) {
      char character = handle.charAt(i);
      if (character == '/') {
        int[] here = collections[place(handle, i, hash)];
        longest = here == null ? longest : here;
      }
      hash = 31 * hash + character;
    }
    return longest;
  }

  /** Where the first {@code length} characters are or would be; {@code hash} is their hash code. */
  private int place(String text, int length, int hash) {
    int place = (hash ^ hash >>> 16) & mask;
    while (ids[place] != null && !isBeginning(ids[place], text, length)) {
      place = place + 1 & mask;
    }
    return place;
  }

  private static boolean isBeginning(String id, String text, int length) {
    return id.length() == length && text.startsWith(id);
  }
}

package org.carrel.catalog;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the files of a catalogue, up to a hundred lines of it. */
final class Errors {
  static final int MOST = 100;

  private final List<CatalogRefused.Error> found = new ArrayList<>();

  /** Enough errors were found: reading on helps nobody. */
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough errors", null, false, false);
    }
  }

  void add(String file, long line, String message) {
    found.add(new CatalogRefused.Error(file, line, message));
    if (found.size() >= MOST) {
      throw new Enough();
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  CatalogRefused refused() {
    return new CatalogRefused(found);
  }
}

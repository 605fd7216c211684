package org.carrel.stack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code ./carrel up} was asked for.
 *
 * @param fresh begin with empty data
 * @param without parts that somebody else runs
 */
record Options(boolean fresh, Set<String> without) {
  static final List<String> PARTS =
      List.of("postgresql", "keycloak", "mail", "stripe-sim", "service", "docserver");

  Options {
    without = Set.copyOf(without);
  }

  boolean with(String part) {
    return !without.contains(part);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote it
   */
  static Options of(List<String> arguments) {
    boolean fresh = false;
    Set<String> without = new HashSet<>();
    List<String> rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String word = rest.remove(0);
      if (word.equals("--fresh")) {
        fresh = true;
      } else if (word.equals("--without") && !rest.isEmpty()) {
        without.add(part(rest.remove(0)));
      } else if (word.startsWith("--without=")) {
        without.add(part(word.substring("--without=".length())));
      } else {
        throw new IllegalArgumentException(
            "I do not know " + word + ". usage: ./carrel up [--fresh] [--without PART]…");
      }
    }
    return new Options(fresh, without);
  }

  private static String part(String name) {
    if (!PARTS.contains(name)) {
      throw new IllegalArgumentException(
          "There is no part " + name + "; the parts are " + String.join(", ", PARTS) + ".");
    }
    return name;
  }
}

package org.carrel.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table {@code librarian-routes.txt}: how librarians ask for what is theirs. */
final class LibrarianRoutes {
  /** Routes for whoever is signed in, with nothing of an institution behind them. */
  private static final Set<String> OF_ACCOUNTS = Set.of("/login", "/sign-in/account");

  private LibrarianRoutes() {}

  /**
   * A route as its own librarian asks for it.
   *
   * @param status the answer to that librarian
   * @param asked path and query, with words for what belongs to the institution
   * @param form what is sent besides the CSRF token
   */
  record Pair(String method, String path, int status, String asked, Map<String, String> form) {
    String name() {
      return method + " " + path;
    }

    /** Whether something of the institution is named besides the institution itself. */
    boolean namesMore() {
      String all = asked + form.values();
      return all.replace("<own>", "").replace("<newcomer>", "").contains("<");
    }
  }

  /** Every route of the service that is for librarians, as method and path. */
  static List<String> needed() {
    return RouteTable.rows().stream()
        .filter(
            row ->
                row.path().startsWith("/institution/")
                    || row.policy().equals("signed-in") && !OF_ACCOUNTS.contains(row.path()))
        .map(row -> row.method() + " " + row.path())
        .toList();
  }

  static List<Pair> pairs() {
    try (var in = LibrarianRoutes.class.getResourceAsStream("/librarian-routes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.strip().split(" +"))
          .map(LibrarianRoutes::pair)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pair pair(String[] words) {
    Map<String, String> form = new LinkedHashMap<>();
    Arrays.stream(words)
        .skip(4)
        .map(field -> field.split("=", 2))
        .forEach(field -> form.put(field[0], field[1]));
    return new Pair(words[0], words[1], Integer.parseInt(words[2]), words[3], form);
  }
}

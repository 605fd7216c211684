package org.carrel.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of all routes, {@code routes.txt}: what each declares, and what it answers to whom. */
final class RouteTable {
  private RouteTable() {}

  /** Who walks. */
  enum Role {
    ANONYMOUS,
    READER,
    OTHER,
    STAFF
  }

  /**
   * A route.
   *
   * @param policy who may use it, as its class declares
   * @param guard {@code -}, {@code csrf} or {@code exempt}
   * @param keep who may keep the answer: {@code private}, {@code public:SECONDS}, or {@code
   *     visitor:SECONDS} where only the page of a visitor without cookies may be kept
   * @param answers the status for each role
   * @param asked path and query as they are asked for, with words for what belongs to the reader
   * @param form what is sent besides the CSRF token
   */
  record Row(
      String method,
      String path,
      String policy,
      String guard,
      String keep,
      List<Integer> answers,
      String asked,
      Map<String, String> form) {
    String declared() {
      return String.join(" ", method, path, policy, guard);
    }

    int answerTo(Role role) {
      return answers.get(role.ordinal());
    }

    boolean changes() {
      return method.equals("POST");
    }

    /** The line of this row with other answers. */
    String line(String kept, List<Integer> statuses) {
      StringBuilder line = new StringBuilder();
      line.append("%-5s %-45s %-10s %-7s %-12s".formatted(method, path, policy, guard, kept));
      statuses.forEach(status -> line.append(status == 0 ? " ???" : " " + status));
      if (!asked.equals(path) || !form.isEmpty()) {
        line.append("  ").append(asked);
      }
      form.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
      return line.toString();
    }
  }

  static List<Row> rows() {
    try (var in = RouteTable.class.getResourceAsStream("/routes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(RouteTable::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a line; columns that somebody left out are unknown, and the walk says what they are. */
  private static Row row(String line) {
    String[] words = line.strip().split(" +");
    if (words.length < 4) {
      throw new IllegalArgumentException("routes.txt: method, path, policy, guard… in: " + line);
    }
    List<Integer> answers = Arrays.stream(words).skip(5).limit(4).map(RouteTable::status).toList();
    Map<String, String> form = new LinkedHashMap<>();
    Arrays.stream(words)
        .skip(10)
        .map(field -> field.split("=", 2))
        .forEach(field -> form.put(field[0], field[1]));
    return new Row(
        words[0],
        words[1],
        words[2],
        words[3],
        words.length > 4 ? words[4] : "?",
        answers.size() == 4 ? answers : List.of(0, 0, 0, 0),
        words.length > 9 ? words[9] : words[1],
        form);
  }

  private static int status(String word) {
    return word.matches("\\d{3}") ? Integer.parseInt(word) : 0;
  }
}

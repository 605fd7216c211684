package org.carrel.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log. */
final class Tail {
  private Tail() {}

  /** The last lines of a file and its name; only the name if it cannot be read. */
  static String of(Path log, int lines) {
    try {
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      List<String> last = all.subList(Math.max(0, all.size() - lines), all.size());
      return "see " + log + "\n" + String.join("\n", last);
    } catch (IOException e) {
      return "see " + log;
    }
  }
}

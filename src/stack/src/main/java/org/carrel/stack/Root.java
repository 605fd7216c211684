package org.carrel.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's root folder and the places in it that this module knows. */
public final class Root {
  private Root() {}

  /**
   * The root folder: system property {@code carrel.root}, else the nearest folder above the working
   * directory that holds both {@code carrel} and {@code src}.
   *
   * @throws IllegalStateException if there is none
   */
  public static Path find() {
    String set = System.getProperty("carrel.root");
    if (set != null && !set.isBlank()) {
      return Path.of(set).toAbsolutePath().normalize();
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("carrel")) && Files.isDirectory(at.resolve("src"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "no project root above " + here + "; set the system property carrel.root");
  }

  /** The folder of a module, such as {@code service}. */
  public static Path module(String name) {
    return find().resolve("src").resolve(name);
  }
}

package org.carrel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the sources of every module. */
class SourcesTest {
  private static final Path SOURCES = Path.of(System.getProperty("carrel.root")).resolve("src");

  @Test
  void no_file_has_more_than_400_lines() throws IOException {
    assertThat(java(file -> lines(file).size() > 400)).isEmpty();
  }

  @Test
  void each_package_says_what_it_owns_and_that_null_is_marked() throws IOException {
    List<Path> packages =
        java(file -> file.toString().contains("/src/main/java/")).stream()
            .map(Path::getParent)
            .distinct()
            .toList();
    assertThat(packages).isNotEmpty().allSatisfy(folder -> saysWhatItOwns(folder));
  }

  private static void saysWhatItOwns(Path folder) {
    Path info = folder.resolve("package-info.java");
    assertThat(info).exists();
    assertThat(lines(info)).contains("@NullMarked").anyMatch(line -> line.startsWith("/**"));
  }

  private static List<Path> java(Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(which)
          .sorted()
          .toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md is kept true: every file, class and route that it names exists. */
class ArchitectureDocTest {
  private static final Path ROOT = Path.of(System.getProperty("carrel.root"));
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern FILE =
      Pattern.compile("[\\w.-]+(/[\\w.-]+)+/?|[\\w-]+\\.(md|xml|yaml)");
  private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+[A-Za-z0-9]*");
  private static final Pattern ROUTE = Pattern.compile("(GET|POST) (/\\S*)");
  private static final Pattern PATH_ANNOTATION = Pattern.compile("@Path\\(\"([^\"]*)\"\\)");

  @Test
  void every_file_that_it_names_exists() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (String code : code()) {
      if (FILE.matcher(code).matches() && !Files.exists(ROOT.resolve(code))) {
        missing.add(code);
      }
    }
    assertThat(missing).as("files named in ARCHITECTURE.md that are not there").isEmpty();
  }

  @Test
  void every_class_that_it_names_exists() throws IOException {
    Set<String> known =
        javaFiles().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (String code : code()) {
      if (TYPE.matcher(code).matches() && !known.contains(code)) {
        missing.add(code);
      }
    }
    assertThat(missing).as("classes named in ARCHITECTURE.md that are not there").isEmpty();
  }

  @Test
  void every_route_that_it_names_exists() throws IOException {
    Set<String> known = new TreeSet<>();
    for (Path file : javaFiles()) {
      known.addAll(routes(Files.readString(file)));
    }
    known.add("/login"); // answered by the OpenID Connect extension
    known.add("/back-channel-logout");
    Set<String> missing = new TreeSet<>();
    for (String code : code()) {
      Matcher route = ROUTE.matcher(code);
      if (route.matches() && !known.contains(shape(route.group(2)))) {
        missing.add(code);
      }
    }
    assertThat(missing).as("routes named in ARCHITECTURE.md that are not there").isEmpty();
  }

  private static Set<String> routes(String source) {
    Set<String> routes = new TreeSet<>();
    Matcher paths = PATH_ANNOTATION.matcher(source);
    int type = source.indexOf(" class ");
    String base = "";
    while (paths.find()) {
      if (paths.start() < type) {
        base = paths.group(1);
        routes.add(shape(base));
      } else {
        routes.add(shape(base + "/" + paths.group(1)));
      }
    }
    return routes;
  }

  /** A route without the names of its parameters: {@code /pass/{}/start}. */
  private static String shape(String route) {
    String path =
        ("/" + route).replaceAll("\\?.*", "").replaceAll("\\{[^}]*(\\{[^}]*}[^}]*)*}", "{}");
    path = path.replaceAll("/+", "/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static List<String> code() throws IOException {
    String text = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
      return files
          .filter(
              file -> file.toString().endsWith(".java") && !file.toString().contains("/target/"))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

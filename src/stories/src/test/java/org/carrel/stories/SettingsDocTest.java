package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README's tables of settings name every setting of a program, and no other. */
class SettingsDocTest {
  private static final Path ROOT = Path.of(System.getProperty("carrel.root"));
  private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
  private static final Pattern INTERFACE = Pattern.compile("\\binterface (\\w+) \\{");
  private static final Pattern METHOD =
      Pattern.compile("^\\s+([A-Z][\\w.<>, ]*|boolean|int) (\\w+)\\(\\);");
  private static final Pattern SINGLE = Pattern.compile("\"(carrel\\.[a-z.-]*[a-z])\"");
  private static final Pattern CODE = Pattern.compile("`([a-z]*\\.[a-z.-]+)`");

  @Test
  void the_table_of_the_service_names_its_settings_and_no_other() throws IOException {
    assertThat(named("service")).isEqualTo(settings("service"));
  }

  @Test
  void the_table_of_the_document_server_names_its_settings_and_no_other() throws IOException {
    Set<String> own = settings("docserver");
    own.removeAll(named("service")); // whether it is a demo is told once
    assertThat(named("document server")).isEqualTo(own);
  }

  /** What the first column of a table names; {@code .x} stands beside the key before it. */
  private static Set<String> named(String table) throws IOException {
    Set<String> keys = new TreeSet<>();
    boolean inside = false;
    for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
      inside = line.equals("| " + table + " | what |") || (inside && line.startsWith("|"));
      if (inside) {
        String whole = "";
        Matcher code = CODE.matcher(line.split("\\|")[1]);
        while (code.find()) {
          boolean beside = code.group(1).startsWith(".");
          String parent = beside ? whole.substring(0, whole.lastIndexOf('.')) : "";
          whole = parent + code.group(1);
          keys.add(whole);
        }
      }
    }
    keys.removeIf(key -> !key.startsWith("carrel.")); // Quarkus checks its own
    assertThat(keys).as("settings in README's table of " + table).isNotEmpty();
    return keys;
  }

  /** What a module's mapped interfaces and injected values read. */
  private static Set<String> settings(String module) throws IOException {
    Set<String> keys = new TreeSet<>();
    Path sources = ROOT.resolve("src").resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        Matcher single = SINGLE.matcher(source);
        while (source.contains("@ConfigProperty(") && single.find()) {
          keys.add(single.group(1));
        }
        Matcher prefix = PREFIX.matcher(source);
        if (prefix.find()) {
          Map<String, Map<String, String>> mapped = interfaces(source);
          add(keys, prefix.group(1), mapped.keySet().iterator().next(), mapped);
        }
      }
    }
    return keys;
  }

  private static void add(
      Set<String> keys, String path, String type, Map<String, Map<String, String>> mapped) {
    mapped
        .getOrDefault(type, Map.of())
        .forEach(
            (name, of) -> {
              // of the registered clients the demo has one
              boolean map = of.startsWith("Map<String, ");
              String inner = map ? of.replaceAll("Map<String, (.*)>", "$1") : of;
              String key = path + "." + kebab(name) + (map ? ".docserver" : "");
              if (mapped.containsKey(inner)) {
                add(keys, key, inner, mapped);
              } else {
                keys.add(key);
              }
            });
  }

  /** The methods of each interface of a source, with their types; the outermost first. */
  private static Map<String, Map<String, String>> interfaces(String source) {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String line : List.of(source.split("\n"))) {
      Matcher begin = INTERFACE.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (begin.find()) {
        open.push(begin.group(1));
        found.put(begin.group(1), new LinkedHashMap<>());
      } else if (method.find()) {
        found.get(open.element()).put(method.group(2), method.group(1));
      } else if (line.strip().equals("}") && !open.isEmpty()) {
        open.pop();
      }
    }
    return found;
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}

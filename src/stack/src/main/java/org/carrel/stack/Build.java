package org.carrel.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Packages the programs whose sources are newer than their packages. */
final class Build {
  private static final List<String> SHARED = List.of("clock", "verifier");
  private final Path root;
  private final Path state;
  private final Records records;

  Build(Path root, Path state, Records records) {
    this.root = root;
    this.state = state;
    this.records = records;
  }

  /** Those of these modules that have to be packaged again. */
  List<String> stale(List<String> modules) {
    return modules.stream().filter(this::stale).toList();
  }

  Path log() {
    return state.resolve("logs/build.log");
  }

  /** What Maven is at, for a progress line. */
  String doing() {
    try {
      List<String> lines = Files.readAllLines(log());
      for (int i = lines.size() - 1; i >= 0; i--) {
        String line = lines.get(i).replace("[INFO] ", "").strip();
        if (line.startsWith("Building Carrel") || line.startsWith("Downloading")) {
          return line.replaceAll("\\s+", " ");
        }
      }
      return "Maven starts";
    } catch (IOException e) {
      return "Maven starts";
    }
  }

  /**
   * Packages modules and what they need, without a network where that has worked before.
   *
   * @throws IllegalStateException with the end of the log if the build fails
   */
  void run(List<String> modules) {
    Path known = state.resolve("built-" + KeycloakBinaries.fingerprint(poms()));
    boolean offline = Files.exists(known);
    try {
      Files.createDirectories(log().getParent());
      boolean done = maven(modules, offline);
      if (!done && offline && missesSomething()) {
        done = maven(modules, false);
      }
      if (!done) {
        throw new IllegalStateException("the build failed, " + Tail.of(log(), 30));
      }
      if (!offline) {
        Files.createFile(known);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the build cannot be started", e);
    }
  }

  /** Whether the build failed because something has to be fetched after all. */
  private boolean missesSomething() throws IOException {
    return Files.readString(log()).contains("offline mode");
  }

  private boolean maven(List<String> modules, boolean offline) throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve("mvnw").toString(), "-B"));
    if (offline) {
      command.add("-o");
    }
    String list = String.join(",", modules.stream().map(name -> "src/" + name).toList());
    command.addAll(List.of("-pl", list, "-am", "-Dmaven.test.skip=true", "package"));
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    records.add(Records.Entry.mine("build", process.toHandle(), null));
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Stopping.stop(process.toHandle(), Duration.ofSeconds(5));
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building", e);
    } finally {
      records.remove(process.pid());
    }
  }

  private boolean stale(String module) {
    Path packaged = Root.module(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(packaged)) {
      return true;
    }
    List<String> sources = new ArrayList<>(SHARED);
    sources.add(module);
    long newest = millis(root.resolve("pom.xml"));
    for (String source : sources) {
      newest = Math.max(newest, millis(Root.module(source).resolve("pom.xml")));
      newest = Math.max(newest, newestIn(Root.module(source).resolve("src/main")));
    }
    return newest > millis(packaged);
  }

  /** Folders count too: a deleted file changes the time of its folder. */
  static long newestIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(Build::millis).max().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long millis(Path file) {
    return file.toFile().lastModified();
  }

  private List<Path> poms() {
    List<Path> poms = new ArrayList<>(List.of(root.resolve("pom.xml")));
    try (Stream<Path> modules = Files.list(root.resolve("src"))) {
      modules.map(m -> m.resolve("pom.xml")).filter(Files::exists).sorted().forEach(poms::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return poms;
  }
}

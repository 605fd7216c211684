package org.carrel.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's main process, as its own file in the data folder tells of it. */
final class Postmaster {
  private static final String FILE = "postmaster.pid";

  private Postmaster() {}

  /** Whether the server in this folder says that it takes connections. */
  static boolean ready(Path data) throws IOException {
    List<String> lines = lines(data);
    return lines.size() > 7 && lines.get(7).strip().equals("ready");
  }

  /**
   * Ends a server that its starter left behind in this folder, and clears a file that names a
   * process which is not PostgreSQL's.
   *
   * @return whether one was running
   */
  static boolean stopStale(Path data) throws IOException {
    List<String> lines = lines(data);
    if (lines.size() < 3) {
      return false;
    }
    Optional<ProcessHandle> named = ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    if (named.isEmpty() || !named.get().isAlive()) {
      return false; // PostgreSQL itself clears the file of a dead one
    }
    if (!isPostgres(named.get(), Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())))) {
      Files.deleteIfExists(data.resolve(FILE));
      return false;
    }
    stop(named.get());
    return true;
  }

  /** Ends a server fast: running transactions are rolled back, nothing committed is lost. */
  static void stop(ProcessHandle postmaster) {
    Shell.output("kill", "-INT", Long.toString(postmaster.pid()));
    if (!Stopping.ended(postmaster, Duration.ofSeconds(20))) {
      Shell.output("kill", "-QUIT", Long.toString(postmaster.pid()));
      if (!Stopping.ended(postmaster, Duration.ofSeconds(10))) {
        postmaster.destroyForcibly();
      }
    }
  }

  private static boolean isPostgres(ProcessHandle process, Instant written) {
    boolean named =
        process
            .info()
            .command()
            .filter(path -> path.endsWith("/postgres") || path.endsWith("/postgres (deleted)"))
            .isPresent();
    boolean then =
        process
            .info()
            .startInstant()
            .filter(at -> Duration.between(at, written).abs().toSeconds() < 60)
            .isPresent();
    return named && then;
  }

  private static List<String> lines(Path data) throws IOException {
    try {
      return Files.readAllLines(data.resolve(FILE));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}

package org.carrel.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who started what, one small file a process, so that whatever a killed program left running is
 * found and ended by the next. A process is known by number and start time, never by number alone.
 */
final class Records {
  private static final String SUFFIX = ".process";
  private final Path folder;

  Records(Path folder) {
    this.folder = folder;
  }

  /** The records that all tests of this user share. */
  static Records ofUser() {
    return new Records(Cache.folder().resolve("run"));
  }

  /**
   * One line of the records.
   *
   * @param name what a person calls the program
   * @param process the program
   * @param holder who started it and has to stop it
   * @param scratch a folder that is worthless without the program
   */
  record Entry(String name, ProcessId process, ProcessId holder, @Nullable Path scratch) {

    /** The entry for a program that this JVM has started. */
    static Entry mine(String name, ProcessHandle process, @Nullable Path scratch) {
      return new Entry(name, ProcessId.of(process), ProcessId.current(), scratch);
    }
  }

  void add(Entry entry) {
    Properties lines = new Properties();
    lines.setProperty("name", entry.name());
    lines.setProperty("pid", Long.toString(entry.process().pid()));
    lines.setProperty("start", entry.process().start());
    lines.setProperty("holder.pid", Long.toString(entry.holder().pid()));
    lines.setProperty("holder.start", entry.holder().start());
    if (entry.scratch() != null) {
      lines.setProperty("scratch", entry.scratch().toString());
    }
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "new", ".part");
      try (Writer out = Files.newBufferedWriter(part)) {
        lines.store(out, null);
      }
      Files.move(part, file(entry.process().pid()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record a process in " + folder, e);
    }
  }

  void remove(long pid) {
    try {
      Files.deleteIfExists(file(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All entries, in no order; unreadable files are left out. */
  List<Entry> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends every recorded program whose holder is gone.
   *
   * @return the names of those that were still running
   */
  List<String> sweep() {
    List<String> stopped = new ArrayList<>();
    for (Entry entry : all()) {
      if (entry.holder().running().isPresent()) {
        continue;
      }
      Optional<ProcessHandle> left = entry.process().running();
      if (left.isPresent()) {
        end(entry, left.get());
        stopped.add(entry.name());
      }
      clear(entry);
    }
    return stopped;
  }

  private static void end(Entry entry, ProcessHandle process) {
    if (entry.name().equals(PostgreSql.NAME)) {
      Postmaster.stop(process);
    } else {
      Stopping.stop(process, Duration.ofSeconds(10));
    }
  }

  private void clear(Entry entry) {
    try {
      if (entry.scratch() != null) {
        Cache.delete(entry.scratch());
      }
      remove(entry.process().pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(long pid) {
    return folder.resolve(pid + SUFFIX);
  }

  private static Optional<Entry> read(Path file) {
    Properties lines = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      lines.load(in);
      String scratch = lines.getProperty("scratch");
      return Optional.of(
          new Entry(
              lines.getProperty("name", "a program"),
              id(lines, ""),
              id(lines, "holder."),
              scratch == null ? null : Path.of(scratch)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProcessId id(Properties lines, String prefix) {
    long pid = Long.parseLong(lines.getProperty(prefix + "pid", ""));
    return new ProcessId(pid, lines.getProperty(prefix + "start", ""));
  }
}

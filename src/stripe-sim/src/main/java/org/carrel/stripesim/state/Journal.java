package org.carrel.stripesim.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The file in which the state survives a restart: one line a transaction, appended whole, so that a
 * transaction is there entirely or not at all. A last line that a crash cut short is dropped.
 */
final class Journal implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final FileChannel guard;
  private OutputStream out;
  private int lines;

  private Journal(Path file, FileChannel guard) throws IOException {
    this.file = file;
    this.guard = guard;
    out = append(file);
  }

  /**
   * Opens the journal and hands every entry in it to {@code reader}, oldest first.
   *
   * @throws IllegalStateException if another program holds the file, or if it is damaged before its
   *     last line
   */
  static Journal open(Path file, Consumer<Entry> reader) {
    try {
      Path absolute = file.toAbsolutePath();
      Files.createDirectories(absolute.getParent());
      FileChannel guard = lock(absolute.resolveSibling(absolute.getFileName() + ".lock"));
      Journal journal = new Journal(absolute, guard);
      journal.cut(journal.load(reader));
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("carrel.sim.state-file: " + file + " cannot be used", e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel guard = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = guard.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      guard.close();
      throw new IllegalStateException(
          "carrel.sim.state-file: another program is using this state (" + path + " is locked)");
    }
    return guard;
  }

  /** A stream, not a channel: an interrupted thread must not close it for all. */
  private static OutputStream append(Path file) throws IOException {
    return new FileOutputStream(file.toFile(), true);
  }

  private void cut(long length) throws IOException {
    try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
      whole.truncate(length);
    }
  }

  /** Returns the length of the part of the file that is whole. */
  private long load(Consumer<Entry> reader) throws IOException {
    long whole = 0;
    long size = Files.size(file);
    try (BufferedReader lineReader = Files.newBufferedReader(file)) {
      for (String line = lineReader.readLine(); line != null; line = lineReader.readLine()) {
        long end = whole + line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (end > size) {
          return whole;
        }
        entries(line).forEach(reader);
        whole = end;
        lines++;
      }
    }
    return whole;
  }

  private List<Entry> entries(String line) {
    try {
      List<Entry> entries = new ArrayList<>();
      for (JsonNode each : JSON.readTree(line)) {
        JsonNode value = each.get("value");
        entries.add(
            new Entry(
                each.get("kind").textValue(),
                each.get("id").textValue(),
                value == null ? null : (ObjectNode) value));
      }
      return entries;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "carrel.sim.state-file: " + file + " is damaged at line " + (lines + 1), e);
    }
  }

  void write(List<Entry> entries) {
    ArrayNode line = JSON.createArrayNode();
    for (Entry entry : entries) {
      ObjectNode each = line.addObject().put("kind", entry.kind()).put("id", entry.id());
      if (entry.value() != null) {
        each.set("value", entry.value());
      }
    }
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  int lines() {
    return lines;
  }

  /** Replaces the whole file, atomically, by these entries. */
  void rewrite(List<Entry> live) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      OutputStream old = out;
      out = append(next);
      lines = 0;
      live.forEach(entry -> write(List.of(entry)));
      try (FileChannel whole = FileChannel.open(next, StandardOpenOption.WRITE)) {
        whole.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      old.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be replaced", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      guard.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

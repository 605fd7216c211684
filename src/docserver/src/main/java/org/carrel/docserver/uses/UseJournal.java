package org.carrel.docserver.uses;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every use, and in which report it went to the service, in a file that outlives the program.
 *
 * <p>Lines: {@code use SUB PAGES DOWNLOADS}; {@code report N} puts all uses that are in no report
 * yet into report N; {@code sent N EPOCHMILLIS} says that the service has it. A report number
 * stands on the disk before it goes out, so none is ever used for two different reports.
 */
@ApplicationScoped
public class UseJournal {
  private static final Logger LOG = Logger.getLogger(UseJournal.class);

  /** Limits count what was sent after a token's issue, and tokens live an hour at most. */
  private static final Duration KEPT = Duration.ofHours(2);

  private static final Map<String, Integer> LENGTHS = Map.of("use", 4, "report", 2, "sent", 3);

  /** What one reader used, together in one report or in none yet. */
  private static final class Tally {
    final long report;
    final Map<String, Use> uses = new TreeMap<>();
    @Nullable Instant sent;

    Tally(long report) {
      this.report = report;
    }
  }

  private final Path file;
  private final Clock clock;
  private final List<Tally> reports = new ArrayList<>();
  private Tally open = new Tally(0);
  private long lastReport;
  private FileChannel out;

  UseJournal(DocserverConfig config, Clock clock) {
    this.clock = clock;
    Path folder = config.state().orElse(config.cache().resolve("state"));
    this.file = folder.resolve("uses.log");
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(this::replay);
      }
      this.out = compacted();
    } catch (IOException e) {
      throw new UncheckedIOException("the use journal " + file + " cannot be opened", e);
    }
  }

  /** Adds a use that was granted. */
  synchronized void add(Use use) {
    open.uses.merge(use.sub(), use, Use::plus);
    append("use " + use.sub() + " " + use.pages() + " " + use.downloads(), false);
  }

  /** Reports that the service has not confirmed, oldest first; new uses go into a new one. */
  synchronized List<Report> toSend() {
    if (!open.uses.isEmpty()) {
      Tally closed = new Tally(++lastReport);
      closed.uses.putAll(open.uses);
      append("report " + lastReport, true);
      reports.add(closed);
      open = new Tally(0);
    }
    return reports.stream()
        .filter(tally -> tally.sent == null)
        .map(tally -> new Report(tally.report, List.copyOf(tally.uses.values())))
        .toList();
  }

  /** The service has a report. */
  synchronized void sent(long report) {
    Instant now = clock.instant();
    reports.stream().filter(tally -> tally.report == report).forEach(tally -> tally.sent = now);
    append("sent " + report + " " + now.toEpochMilli(), false);
    Instant old = now.minus(KEPT);
    if (reports.removeIf(tally -> tally.sent != null && tally.sent.isBefore(old))) {
      compact();
    }
  }

  /**
   * What a reader used that a token's limits do not count yet: all that the service did not have in
   * the second of the token's issue.
   */
  synchronized Use since(String sub, Instant issued) {
    Use sum = open.uses.getOrDefault(sub, new Use(sub, 0, 0));
    for (Tally tally : reports) {
      Use use = tally.uses.get(sub);
      boolean counted = tally.sent != null && tally.sent.isBefore(issued.plusSeconds(1));
      sum = use == null || counted ? sum : sum.plus(use);
    }
    return sum;
  }

  @PreDestroy
  void close() throws IOException {
    out.close();
  }

  private void replay(String line) {
    String[] words = line.split(" ");
    boolean whole = words.length == LENGTHS.getOrDefault(words[0], 0);
    switch (whole ? words[0] : "") {
      case "use" -> {
        Use use = new Use(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        open.uses.merge(use.sub(), use, Use::plus);
      }
      case "report" -> {
        lastReport = Math.max(lastReport, Long.parseLong(words[1]));
        Tally closed = new Tally(Long.parseLong(words[1]));
        closed.uses.putAll(open.uses);
        reports.add(closed);
        open = new Tally(0);
      }
      case "sent" -> {
        Instant at = Instant.ofEpochMilli(Long.parseLong(words[2]));
        reports.stream()
            .filter(tally -> tally.report == Long.parseLong(words[1]))
            .forEach(tally -> tally.sent = at);
      }
      default -> {
        // a line that a crash cut short counts nothing
      }
    }
  }

  /** Where the disk has no room the longer file is kept, and kept open. */
  private void compact() {
    try {
      FileChannel before = out;
      out = compacted();
      before.close();
    } catch (IOException e) {
      LOG.warnf("the use journal %s stays long for now: %s", file, e.getMessage());
    }
  }

  /** Writes what still matters into a new file, in the old one's place at once. */
  private FileChannel compacted() throws IOException {
    StringBuilder text = new StringBuilder();
    reports.forEach(tally -> line(text, tally));
    if (reports.stream().noneMatch(tally -> tally.report == lastReport) && lastReport > 0) {
      text.append("report ").append(lastReport).append("\nsent ").append(lastReport);
      text.append(' ').append(clock.millis()).append('\n');
    }
    line(text, open);
    Path fresh = file.resolveSibling("uses.part");
    try (FileChannel whole =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(whole, text.toString());
      whole.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static void line(StringBuilder text, Tally tally) {
    for (Use use : tally.uses.values()) {
      text.append("use ").append(use.sub()).append(' ').append(use.pages());
      text.append(' ').append(use.downloads()).append('\n');
    }
    Instant sent = tally.sent;
    if (tally.report > 0) {
      text.append("report ").append(tally.report).append('\n');
    }
    if (sent != null) {
      text.append("sent ").append(tally.report).append(' ').append(sent.toEpochMilli());
      text.append('\n');
    }
  }

  private void append(String line, boolean force) {
    try {
      write(out, line + "\n");
      if (force) {
        out.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the use journal cannot be written", e);
    }
  }

  private static void write(FileChannel to, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}

package org.carrel.docserver.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;

/**
 * Events that the service does not have yet, one a line, in files that outlive the program: {@code
 * events.log} grows; what is sent is {@code events.sending}, which goes when the service has all of
 * it. However long the service is away, memory holds none of them. It is written by a stream: a
 * channel would be closed for good by the first thread that is interrupted while it writes.
 */
@ApplicationScoped
class EventJournal {
  private static final Logger LOG = Logger.getLogger(EventJournal.class);

  private static final char END_OF_LINE = '\n';

  private final ObjectMapper json;
  private final Path growing;
  private final Path sending;
  private FileOutputStream out;

  EventJournal(DocserverConfig config, ObjectMapper json) {
    this.json = json;
    Path folder = config.state().orElse(config.cache().resolve("state"));
    this.growing = folder.resolve("events.log");
    this.sending = folder.resolve("events.sending");
    try {
      this.out = opened();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + growing + " cannot be opened", e);
    }
  }

  /**
   * Writes an event down. A disk without room takes no reading away: the event is lost, and told.
   */
  synchronized void add(UsageEvent event) {
    byte[] line = line(event);
    try {
      write(line);
    } catch (IOException e) {
      LOG.errorf("an event could not be written to %s: %s", growing, e.getMessage());
    }
  }

  /** The file of what is to be sent; new events go into another one. */
  synchronized Optional<Path> toSend() throws IOException {
    if (!Files.exists(sending)) {
      if (Files.notExists(growing)) {
        reopen(); // somebody took it away
      }
      if (Files.size(growing) == 0) {
        return Optional.empty();
      }
      out.getFD().sync();
      out.close();
      Files.move(growing, sending, StandardCopyOption.ATOMIC_MOVE);
      out = opened();
    }
    return Optional.of(sending);
  }

  /** The service has all of that file. */
  synchronized void sent() throws IOException {
    Files.deleteIfExists(sending);
  }

  @PreDestroy
  synchronized void close() throws IOException {
    out.close();
  }

  private byte[] line(UsageEvent event) {
    try {
      return (json.writeValueAsString(event) + END_OF_LINE).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(byte[] line) throws IOException {
    try {
      out.write(line);
    } catch (IOException e) {
      LOG.warnf("%s is opened again: %s", growing, e.getMessage());
      reopen();
      out.write(line);
    }
  }

  private void reopen() throws IOException {
    out.close();
    out = opened();
  }

  /** Opens the file at its end, on a line of its own. */
  private FileOutputStream opened() throws IOException {
    Files.createDirectories(growing.getParent());
    FileOutputStream opened = new FileOutputStream(growing.toFile(), true);
    if (!endsWithLine()) {
      opened.write(END_OF_LINE); // of a line that was cut short
    }
    return opened;
  }

  private boolean endsWithLine() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(growing.toFile(), "r")) {
      if (in.length() == 0) {
        return true;
      }
      in.seek(in.length() - 1);
      return in.read() == END_OF_LINE;
    }
  }
}

package org.carrel.docserver.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Optional;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;

/**
 * Events that the service does not have yet, one a line, in files that outlive the program: {@code
 * events.log} grows; what is sent is {@code events.sending}, which goes when the service has all of
 * it. However long the service is away, memory holds none of them.
 */
@ApplicationScoped
class EventJournal {
  private static final Logger LOG = Logger.getLogger(EventJournal.class);

  private static final byte[] END_OF_LINE = {'\n'};

  private final ObjectMapper json;
  private final Path growing;
  private final Path sending;
  private FileChannel out;

  EventJournal(DocserverConfig config, ObjectMapper json) {
    this.json = json;
    Path folder = config.state().orElse(config.cache().resolve("state"));
    this.growing = folder.resolve("events.log");
    this.sending = folder.resolve("events.sending");
    try {
      Files.createDirectories(folder);
      this.out = opened();
      if (!endsWithLine()) {
        out.write(ByteBuffer.wrap(END_OF_LINE)); // of a line that a crash cut short
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + growing + " cannot be opened", e);
    }
  }

  /**
   * Writes an event down. A disk without room takes no reading away: the event is lost, and told.
   */
  synchronized void add(UsageEvent event) {
    try {
      ByteBuffer line =
          ByteBuffer.wrap((json.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        out.write(line);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      LOG.errorf("an event could not be written to %s: %s", growing, e.getMessage());
    }
  }

  /** The file of what is to be sent; new events go into another one. */
  synchronized Optional<Path> toSend() throws IOException {
    if (!Files.exists(sending)) {
      if (Files.size(growing) == 0) {
        return Optional.empty();
      }
      out.force(false);
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

  private boolean endsWithLine() throws IOException {
    try (FileChannel in = FileChannel.open(growing, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return in.size() == 0 || in.read(last, in.size() - 1) == 1 && last.get(0) == END_OF_LINE[0];
    }
  }

  private FileChannel opened() throws IOException {
    return FileChannel.open(
        growing, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }
}

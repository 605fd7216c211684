package org.carrel.docserver.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the service every few seconds of the events that it does not have, in the order of the
 * journal and again until it confirms them. It counts an event once, however often it comes.
 */
@ApplicationScoped
public class SendEvents {
  private static final Logger LOG = Logger.getLogger(SendEvents.class);
  private static final int MOST_AT_ONCE = 500;
  private static final int NOT_REACHED = 0;

  private record Body(List<UsageEvent> events) {}

  private final EventJournal journal;
  private final DocserverConfig config;
  private final ObjectMapper json;
  private final HttpClient http;

  /**
   * Lines of the file that is being sent that the service has; after a restart it gets all again.
   */
  private long confirmed;

  SendEvents(EventJournal journal, DocserverConfig config, ObjectMapper json) {
    this.journal = journal;
    this.config = config;
    this.json = json;
    this.http = HttpClient.newBuilder().connectTimeout(config.callTimeout()).build();
  }

  @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void everyFewSeconds() {
    send();
  }

  /**
   * Sends what is unsent; stops at the first part that is not confirmed.
   *
   * @return whether the service now has everything that was there
   */
  public synchronized boolean send() {
    try {
      Optional<Path> file = journal.toSend();
      if (file.isEmpty()) {
        return true;
      }
      boolean all = sendAll(file.get());
      if (all) {
        journal.sent();
        confirmed = 0;
      }
      return all;
    } catch (IOException e) {
      LOG.warnf("events could not be sent: %s", e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean sendAll(Path file) throws IOException, InterruptedException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (long i = 0; i < confirmed; i++) {
        lines.readLine();
      }
      while (true) {
        List<String> part = part(lines);
        if (part.isEmpty()) {
          return true;
        }
        if (!isConfirmed(part)) {
          return false;
        }
        confirmed += part.size();
      }
    }
  }

  private static List<String> part(BufferedReader lines) throws IOException {
    List<String> part = new ArrayList<>();
    while (part.size() < MOST_AT_ONCE) {
      String line = lines.readLine();
      if (line == null) {
        break;
      }
      part.add(line);
    }
    return part;
  }

  private boolean isConfirmed(List<String> part) throws IOException, InterruptedException {
    List<UsageEvent> events = new ArrayList<>();
    for (String line : part) {
      UsageEvent event = event(line);
      if (event != null) {
        events.add(event);
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(config.serviceUrl() + "/usage/events"))
            .timeout(config.callTimeout())
            .header("Content-Type", "application/json")
            .header("Authorization", ClientCredentials.basic(config))
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(new Body(events))))
            .build();
    int status = status(request);
    if (status != 204 && status != NOT_REACHED) {
      LOG.warnf("%d events were answered with %d; they will be sent again", events.size(), status);
    }
    return status == 204;
  }

  /** A service that is away for a while is no news every few seconds. */
  private int status(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      LOG.debugf("events not delivered: %s", e.getMessage());
      return NOT_REACHED;
    }
  }

  /** Nothing for a line that a crash cut short. */
  private @Nullable UsageEvent event(String line) {
    try {
      return json.readValue(line, UsageEvent.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}

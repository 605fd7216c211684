package org.carrel.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what the mail catcher has caught. */
public final class MailClient {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI messages;

  /**
   * @param page address of the mail catcher's page
   */
  public MailClient(String page) {
    messages = URI.create(page + "/api/messages");
  }

  /** One mail, as the catcher tells it. */
  public record Message(
      int number, List<String> to, String subject, String messageId, String text, String html) {}

  /** All mails, oldest first. */
  public List<Message> all() {
    return list(messages);
  }

  /** The mails to one address, oldest first. */
  public List<Message> to(String address) {
    return list(URI.create(messages + "?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8)));
  }

  private List<Message> list(URI of) {
    try {
      return JSON.readValue(send("GET", of), new TypeReference<List<Message>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("the mail catcher does not answer", e);
    }
  }

  /**
   * Waits for the newest mail to an address.
   *
   * @throws IllegalStateException if none has come after the patience
   */
  public Message await(String address, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      List<Message> found = to(address);
      Optional<Message> last =
          found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
      if (last.isPresent()) {
        return last.get();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no mail to " + address + " after " + patience);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for mail", e);
      }
    }
  }

  public void clear() {
    try {
      send("DELETE", messages);
    } catch (IOException e) {
      throw new UncheckedIOException("the mail catcher does not answer", e);
    }
  }

  private String send(String method, URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

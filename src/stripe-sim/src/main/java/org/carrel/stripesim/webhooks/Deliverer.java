package org.carrel.stripesim.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.wire.Json;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends deliveries when they are due, up to 16 at a time. Each attempt has a fresh timestamp and
 * signature; anything but a 2xx, a redirect among it, is a failure.
 */
@Singleton
class Deliverer {
  private static final Logger LOG = Logger.getLogger(Deliverer.class);
  private static final int AT_A_TIME = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Endpoint endpoint;
  private final Deliveries deliveries;
  private final DueDeliveries due;
  private final Records records;
  private final SimTime time;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();
  private final ExecutorService senders = Executors.newFixedThreadPool(AT_A_TIME);
  private final Thread watch = new Thread(this::watch, "webhooks due");

  Deliverer(
      Endpoint endpoint, Deliveries deliveries, DueDeliveries due, Records records, SimTime time) {
    this.endpoint = endpoint;
    this.deliveries = deliveries;
    this.due = due;
    this.records = records;
    this.time = time;
  }

  void start(@Observes StartupEvent start) {
    records.run(
        transaction ->
            deliveries
                .all(transaction)
                .filter(
                    each ->
                        !List.of("delivered", "failed", "dropped")
                            .contains(each.get("state").asText()))
                .filter(each -> each.get("due").asLong() != Long.MAX_VALUE)
                .forEach(each -> due.add(each.get("id").asText(), each.get("due").asLong())));
    watch.setDaemon(true);
    watch.start();
  }

  void stop(@Observes ShutdownEvent stop) {
    watch.interrupt();
    senders.shutdownNow();
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (String id : due.take(time.now().toEpochMilli(), LOOK_AGAIN_MILLIS)) {
          if (underWay.add(id)) {
            senders.execute(() -> send(id));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String id) {
    try {
      Optional<ObjectNode> event = eventToSend(id);
      Optional<URI> url = event.isPresent() ? endpoint.next() : Optional.empty();
      if (url.isPresent()) {
        post(id, event.get(), url.get());
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "delivery %s could not be tried", id);
    } finally {
      underWay.remove(id);
    }
  }

  /** The event, if the delivery still waits: it may have been sent meanwhile. */
  private Optional<ObjectNode> eventToSend(String id) {
    return records.inTransaction(
        transaction ->
            transaction
                .find(Deliveries.KIND, id)
                .filter(each -> List.of("pending", "held").contains(each.get("state").asText()))
                .filter(each -> each.get("due").asLong() <= time.now().toEpochMilli())
                .flatMap(each -> transaction.find(Events.KIND, each.get("event").asText())));
  }

  private void post(String id, ObjectNode event, URI url) {
    String body = Json.pretty(event);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Stripe/1.0 (local simulator)")
            .header("Stripe-Signature", Signature.header(time.seconds(), body, endpoint.secrets()))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = 0;
    @Nullable String trouble = null;
    try {
      status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      trouble = e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    LOG.infof("%s %s: %d", event.get("type").asText(), event.get("id").asText(), status);
    underWay.remove(id);
    deliveries.attempted(id, status, trouble == null ? "" : trouble);
  }
}

package org.carrel.stripesim.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.spec.Description;
import org.carrel.stripesim.state.Records;

/** The one webhook endpoint, which the settings define; its secrets stay out of the records. */
@Singleton
public class Endpoint {
  static final String KIND = "webhook_endpoint";
  static final String ID = "we_simConfiguredEndpoint";

  private final SimConfig config;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<URI> instead = List.of();

  Endpoint(SimConfig config) {
    this.config = config;
    if (url().isPresent()
        && (secrets().isEmpty() || !secrets().stream().allMatch(it -> it.startsWith("whsec_")))) {
      throw new IllegalStateException(
          "carrel.sim.webhook-secret: the webhook endpoint needs a signing secret, whsec_…");
    }
  }

  void publish(@Observes StartupEvent start, Records records, Blank blank, SimTime time) {
    records.run(
        transaction -> {
          if (url().isEmpty()) {
            transaction.remove(KIND, ID);
            return;
          }
          ObjectNode endpoint =
              transaction
                  .find(KIND, ID)
                  .orElseGet(
                      () ->
                          blank.of("WebhookEndpoint").put("id", ID).put("created", time.seconds()));
          endpoint.put("url", url().get().toString()).put("status", "enabled");
          endpoint.put("api_version", Description.VERSION);
          ArrayNode events = endpoint.putArray("enabled_events");
          config.webhookEvents().forEach(events::add);
          transaction.put(KIND, endpoint);
        });
  }

  Optional<URI> url() {
    return config.webhookUrl();
  }

  /**
   * Sends to these addresses in turn instead, as a load balancer in front of several processes
   * does; to the configured one if there are none.
   */
  public void spread(List<URI> addresses) {
    instead = List.copyOf(addresses);
  }

  /** Where the next attempt goes. */
  Optional<URI> next() {
    List<URI> all = instead;
    return all.isEmpty()
        ? url()
        : Optional.of(all.get(Math.floorMod(turn.getAndIncrement(), all.size())));
  }

  List<String> secrets() {
    return config.webhookSecret().orElse(List.of());
  }

  boolean hears(String type) {
    return url().isPresent()
        && (config.webhookEvents().contains("*") || config.webhookEvents().contains(type));
  }
}

package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.StripeError;

/** Events of the last 30 days, and the endpoint that hears them. */
@Singleton
class EventEndpoints implements Endpoints {
  private static final int MOST_TYPES = 20;

  private final Events events;

  EventEndpoints(Events events) {
    this.events = events;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Events.list", this::list,
        "Events.retrieve", this::retrieve,
        "WebhookEndpoints.list", EventEndpoints::endpoints,
        "WebhookEndpoints.retrieve", call -> ReadEndpoints.named(call, "webhook_endpoint"));
  }

  private ObjectNode retrieve(Call call) {
    return events
        .find(call.transaction(), call.id())
        .orElseThrow(() -> StripeError.noSuch("event", call.id(), "id"));
  }

  private ObjectNode list(Call call) {
    List<ObjectNode> all = events.recent(call.transaction()).toList();
    return Lists.page(call, all, ofType(call.params()).and(delivered(call)), "/v1/events");
  }

  private static Predicate<ObjectNode> ofType(ObjectNode params) {
    if (params.has("type") && params.has("types")) {
      throw StripeError.parameter(
          "parameters_exclusive", "types", "You may only specify one of these: type, types.");
    }
    if (params.path("types").size() > MOST_TYPES) {
      throw StripeError.parameter(null, "types", "You may pass up to 20 types.");
    }
    Set<String> wanted = new HashSet<>();
    params.path("types").forEach(type -> wanted.add(type.asText()));
    if (params.has("type")) {
      wanted.add(params.get("type").asText());
    }
    if (wanted.isEmpty()) {
      return any -> true;
    }
    return event -> {
      String type = event.get("type").asText();
      return wanted.contains(type)
          || wanted.stream().anyMatch(each -> each.endsWith(".*") && within(type, each));
    };
  }

  private static boolean within(String type, String group) {
    return type.startsWith(group.substring(0, group.length() - 1));
  }

  private static Predicate<ObjectNode> delivered(Call call) {
    JsonNode asked = call.params().path("delivery_success");
    return event ->
        asked.isMissingNode() || asked.asBoolean() == (event.get("pending_webhooks").asInt() == 0);
  }

  private static ObjectNode endpoints(Call call) {
    List<ObjectNode> all = call.transaction().newestFirst("webhook_endpoint").toList();
    return Lists.page(call, all, any -> true, "/v1/webhook_endpoints");
  }
}

package org.carrel.payments.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.EventCollection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.carrel.payments.EventFeed;
import org.carrel.payments.EventPointers;

/**
 * Stripe's list of events, as far as they were not delivered. Their objects are in the account's
 * version of the API, which may not be this program's: only ids are read, from the raw object.
 */
@ApplicationScoped
class StripeEventFeed implements EventFeed {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 50;

  private final StripeWire wire;

  StripeEventFeed(StripeWire wire) {
    this.wire = wire;
  }

  @Override
  public List<EventPointers> undelivered(Instant from, Instant until, Collection<String> types) {
    Map<String, Object> params = new HashMap<>();
    params.put("delivery_success", false);
    params.put("types", List.copyOf(types));
    params.put("created", Map.of("gte", from.getEpochSecond(), "lte", until.getEpochSecond()));
    params.put("limit", PAGE);
    List<EventPointers> all = new ArrayList<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      EventCollection events = page(params);
      events.getData().forEach(event -> all.add(pointers(event)));
      if (!Boolean.TRUE.equals(events.getHasMore())) {
        return all;
      }
      params.put("starting_after", events.getData().get(events.getData().size() - 1).getId());
    }
    throw new PaymentsUnavailable("more than " + MOST_PAGES * PAGE + " undelivered events", null);
  }

  private EventCollection page(Map<String, Object> params) {
    try {
      return wire.get("/v1/events", params, EventCollection.class);
    } catch (StripeException e) {
      throw new PaymentsUnavailable("Stripe cannot be asked for events: " + e.getStatusCode(), e);
    }
  }

  private static EventPointers pointers(Event event) {
    return EventPointers.of(
        event.getId(),
        event.getType(),
        Boolean.TRUE.equals(event.getLivemode()),
        object(event.getDataObjectDeserializer().getRawJson()));
  }

  private static JsonNode object(String raw) {
    try {
      return JSON.readTree(raw);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object that was parsed is JSON", e);
    }
  }
}

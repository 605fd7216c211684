package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** Stripe's lists: newest first, 1 to 100 objects a page, with a cursor before or after. */
final class Lists {
  private static final int USUAL = 10;
  private static final int MOST = 100;

  private Lists() {}

  /**
   * The page that the call asks for.
   *
   * @param all every object of the kind, newest first
   * @param url the list's own path
   */
  static ObjectNode page(
      Call call, List<ObjectNode> all, Predicate<ObjectNode> wanted, String url) {
    JsonNode params = call.params();
    int limit = limit(params);
    String after = params.path("starting_after").asText();
    String before = params.path("ending_before").asText();
    if (!after.isEmpty() && !before.isEmpty()) {
      throw StripeError.parameter(
          "parameters_exclusive",
          "ending_before",
          "You can only use one of starting_after and ending_before.");
    }
    Predicate<ObjectNode> chosen = wanted.and(created(params.path("created")));
    List<ObjectNode> within;
    List<ObjectNode> page;
    if (before.isEmpty()) {
      int from = after.isEmpty() ? 0 : place(all, after, "starting_after") + 1;
      within = all.subList(from, all.size()).stream().filter(chosen).limit(limit + 1L).toList();
      page = within.subList(0, Math.min(limit, within.size()));
    } else {
      int end = place(all, before, "ending_before");
      within = all.subList(0, end).stream().filter(chosen).toList();
      page = within.subList(Math.max(0, within.size() - limit), within.size());
    }
    return list(page, within.size() > limit, url);
  }

  static ObjectNode list(List<? extends JsonNode> objects, boolean more, String url) {
    ObjectNode list = Json.object().put("object", "list");
    ArrayNode data = list.putArray("data");
    objects.forEach(each -> data.add(each.deepCopy()));
    return list.put("has_more", more).put("url", url);
  }

  private static int limit(JsonNode params) {
    long limit = params.path("limit").asLong(USUAL);
    if (limit < 1 || limit > MOST) {
      throw StripeError.parameter(
          "parameter_invalid_integer",
          "limit",
          "Invalid integer: " + limit + " (a limit is from 1 to 100)");
    }
    return (int) limit;
  }

  private static int place(List<ObjectNode> all, String id, String param) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).get("id").asText().equals(id)) {
        return i;
      }
    }
    throw StripeError.noSuch("object", id, param);
  }

  private static Predicate<ObjectNode> created(JsonNode range) {
    if (range.isMissingNode()) {
      return any -> true;
    }
    if (range.isNumber()) {
      return each -> each.get("created").asLong() == range.asLong();
    }
    return each -> {
      long created = each.get("created").asLong();
      return created > range.path("gt").asLong(Long.MIN_VALUE)
          && created >= range.path("gte").asLong(Long.MIN_VALUE)
          && created < range.path("lt").asLong(Long.MAX_VALUE)
          && created <= range.path("lte").asLong(Long.MAX_VALUE);
    };
  }

  /** Whether a field of the object equals the parameter of that name, where it was given. */
  static Predicate<ObjectNode> matching(Call call, String... names) {
    return each -> {
      for (String name : names) {
        JsonNode asked = call.params().path(name);
        if (!asked.isMissingNode() && !asked.equals(each.get(name))) {
          return false;
        }
      }
      return true;
    };
  }
}

package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.carrel.stripesim.wire.StripeError;

/**
 * The parameters that an endpoint of the simulator acts on. Everything else that Stripe knows is
 * refused rather than silently ignored.
 */
final class Offered {
  private final Map<String, String> patterns = new HashMap<>();

  private Offered() {}

  /**
   * From lines such as {@code line_items[*][quantity]}, or {@code automatic_tax[enabled]=false}
   * where only that value is accepted.
   */
  static Offered of(String lines) {
    Offered offered = new Offered();
    lines
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              offered.patterns.put(
                  equals < 0 ? line : line.substring(0, equals),
                  equals < 0 ? "" : line.substring(equals + 1));
            });
    return offered;
  }

  /**
   * Refuses what is not offered.
   *
   * @throws StripeError naming the first such parameter
   */
  void check(ObjectNode params) {
    params.fields().forEachRemaining(e -> check(e.getValue(), e.getKey(), e.getKey()));
  }

  private void check(JsonNode value, String name, String pattern) {
    if (value.isObject() && !value.isEmpty()) {
      boolean free = patterns.containsKey(pattern + "[*]");
      value
          .fields()
          .forEachRemaining(
              e -> {
                String key = "[" + e.getKey() + "]";
                check(e.getValue(), name + key, pattern + (free ? "[*]" : key));
              });
    } else if (value.isArray() && !value.isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), name + "[" + i + "]", pattern + "[*]");
      }
    } else {
      String only = patterns.get(pattern);
      boolean emptied = value.isContainerNode() && value.isEmpty();
      if (!emptied && (only == null || !only.isEmpty() && !only.equals(value.asText()))) {
        throw StripeError.notOffered(name);
      }
    }
  }
}

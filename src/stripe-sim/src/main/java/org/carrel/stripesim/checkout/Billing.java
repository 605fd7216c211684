package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.wire.Json;

/**
 * Whom a payment is billed to. What was not asked or not given is empty.
 *
 * @param country two letters
 * @param taxType Stripe's name for the kind of tax id, such as {@code eu_vat}
 * @param custom the seller's own fields, by key
 */
public record Billing(
    String country,
    String line1,
    String line2,
    String city,
    String postalCode,
    String state,
    String businessName,
    String taxType,
    String taxId,
    Map<String, String> custom) {

  /** Nothing was asked. */
  public static final Billing NOTHING = new Billing("", "", "", "", "", "", "", "", "", Map.of());

  public Billing {
    custom = Map.copyOf(custom);
  }

  ObjectNode address(Blank blank) {
    ObjectNode address = blank.of("Address");
    put(address, "country", country);
    put(address, "line1", line1);
    put(address, "line2", line2);
    put(address, "city", city);
    put(address, "postal_code", postalCode);
    put(address, "state", state);
    return address;
  }

  private static void put(ObjectNode object, String field, String value) {
    if (!value.isEmpty()) {
      object.put(field, value);
    }
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("country", country).put("line1", line1);
    json.put("line2", line2).put("city", city).put("postal_code", postalCode);
    json.put("state", state).put("business_name", businessName);
    json.put("tax_type", taxType).put("tax_id", taxId);
    ObjectNode own = json.putObject("custom");
    custom.forEach(own::put);
    return json;
  }

  static Billing from(JsonNode kept) {
    Map<String, String> custom = new LinkedHashMap<>();
    kept.path("custom")
        .fields()
        .forEachRemaining(e -> custom.put(e.getKey(), e.getValue().asText()));
    return new Billing(
        kept.path("country").asText(),
        kept.path("line1").asText(),
        kept.path("line2").asText(),
        kept.path("city").asText(),
        kept.path("postal_code").asText(),
        kept.path("state").asText(),
        kept.path("business_name").asText(),
        kept.path("tax_type").asText(),
        kept.path("tax_id").asText(),
        custom);
  }
}

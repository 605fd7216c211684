package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.wire.StripeError;

/**
 * What a session may ask of its buyer beside the card: tax ids, own fields; and whether it taxes.
 */
@Singleton
class SessionExtras {
  private static final int MOST_FIELDS = 3;
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_LABEL = 50;
  private static final int LONGEST_VALUE = 255;

  private final Blank blank;

  SessionExtras(Blank blank) {
    this.blank = blank;
  }

  void put(ObjectNode params, ObjectNode session) {
    ObjectNode tax = blank.of("Checkout.Session.AutomaticTax");
    boolean taxed = params.at("/automatic_tax/enabled").asBoolean();
    tax.put("enabled", taxed);
    if (taxed) {
      tax.put("provider", "stripe").put("status", "requires_location_inputs");
      tax.putObject("liability").put("type", "self");
    }
    session.set("automatic_tax", tax);
    if (params.has("tax_id_collection")) {
      session
          .putObject("tax_id_collection")
          .put("enabled", params.at("/tax_id_collection/enabled").asBoolean())
          .put("required", "never");
    }
    ArrayNode fields = session.putArray("custom_fields");
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < params.path("custom_fields").size(); i++) {
      JsonNode sent = params.get("custom_fields").get(i);
      String name = "custom_fields[" + i + "]";
      if (!keys.add(sent.get("key").asText())) {
        throw StripeError.parameter(null, name + "[key]", "Keys of custom fields are unique.");
      }
      fields.add(field(sent, name));
    }
    if (fields.size() > MOST_FIELDS) {
      throw StripeError.parameter(null, "custom_fields", "You can specify up to 3 custom fields.");
    }
  }

  private ObjectNode field(JsonNode sent, String name) {
    String key = sent.get("key").asText();
    if (!key.matches("[A-Za-z0-9_]{1," + LONGEST_KEY + "}")) {
      throw StripeError.parameter(
          null, name + "[key]", "A key is alphanumeric, and up to 200 characters long.");
    }
    String label = sent.at("/label/custom").asText();
    if (label.length() > LONGEST_LABEL) {
      throw StripeError.parameter(
          null, name + "[label][custom]", "A label is up to 50 characters long.");
    }
    ObjectNode field = blank.of("Checkout.Session.CustomField").put("key", key);
    field.put("type", "text").put("optional", sent.path("optional").asBoolean());
    ((ObjectNode) field.get("label")).put("type", "custom").put("custom", label);
    ObjectNode text = blank.of("Checkout.Session.CustomField.Text");
    for (String limit : new String[] {"minimum_length", "maximum_length"}) {
      if (sent.path("text").has(limit)) {
        text.put(limit, length(sent.get("text").get(limit), name + "[text][" + limit + "]"));
      }
    }
    if (sent.path("text").has("default_value")) {
      text.set("default_value", sent.get("text").get("default_value"));
    }
    field.set("text", text);
    return field;
  }

  private static long length(JsonNode sent, String name) {
    long length = sent.asLong();
    if (length < 1 || length > LONGEST_VALUE) {
      throw StripeError.parameter(null, name, "A length is from 1 to 255.");
    }
    return length;
  }
}

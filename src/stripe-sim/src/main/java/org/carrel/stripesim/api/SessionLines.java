package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Currency;
import java.util.Locale;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.MinorUnits;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** Makes the lines of a session, with a product and a price for each inline {@code price_data}. */
@Singleton
class SessionLines {
  private final Blank blank;
  private final SimTime time;

  SessionLines(Blank blank, SimTime time) {
    this.blank = blank;
    this.time = time;
  }

  ArrayNode make(Call call, ObjectNode params) {
    ArrayNode lines = Json.array();
    String currency = params.path("currency").asText();
    for (int i = 0; i < params.get("line_items").size(); i++) {
      ObjectNode line = line(call, params.get("line_items").get(i), "line_items[" + i + "]");
      String own = line.get("currency").asText();
      if (!currency.isEmpty() && !currency.equals(own)) {
        throw StripeError.parameter(
            null,
            "line_items",
            "All line items of a session must have the same currency: " + currency + ", " + own);
      }
      currency = own;
      lines.add(line);
    }
    if (lines.isEmpty()) {
      throw StripeError.missing("line_items");
    }
    return lines;
  }

  private ObjectNode line(Call call, JsonNode sent, String name) {
    if (!sent.has("price_data")) {
      throw StripeError.missing(name + "[price_data]");
    }
    long quantity = quantity(sent, name);
    ObjectNode product = product(call, sent.get("price_data"), name + "[price_data]");
    ObjectNode price = price(call, sent.get("price_data"), product, name + "[price_data]");
    long amount = Math.multiplyExact(quantity, price.get("unit_amount").asLong());
    ObjectNode line = blank.of("LineItem").put("id", Ids.of("li", 24));
    line.put("quantity", quantity).put("amount_subtotal", amount).put("amount_total", amount);
    line.set("currency", price.get("currency"));
    line.set("description", product.get("name"));
    line.set("metadata", CreateSession.metadata(sent.path("metadata")));
    line.set("price", price);
    return line;
  }

  private static long quantity(JsonNode sent, String name) {
    if (!sent.has("quantity")) {
      throw StripeError.parameter(
          "parameter_missing",
          name + "[quantity]",
          "Quantity is required. Add `quantity` to `" + name + "`");
    }
    long quantity = sent.get("quantity").asLong();
    if (quantity < 1 || quantity > 999_999) {
      throw StripeError.parameter(
          "parameter_invalid_integer", name + "[quantity]", "Invalid positive integer");
    }
    return quantity;
  }

  private ObjectNode product(Call call, JsonNode data, String name) {
    JsonNode sent = data.path("product_data");
    if (sent.isMissingNode()) {
      throw StripeError.missing(name + "[product_data]");
    }
    ObjectNode product = blank.of("Product").put("id", Ids.of("prod", 14));
    product.put("type", "service").put("created", time.seconds()).put("updated", time.seconds());
    for (String field : new String[] {"name", "description", "tax_code", "unit_label"}) {
      if (sent.has(field)) {
        product.set(field, sent.get(field));
      }
    }
    product.set("metadata", CreateSession.metadata(sent.path("metadata")));
    call.transaction().put(Kinds.PRODUCT, product);
    return product;
  }

  private ObjectNode price(Call call, JsonNode data, ObjectNode product, String name) {
    if (!data.has("unit_amount")) {
      throw StripeError.missing(name + "[unit_amount]");
    }
    long unit = data.get("unit_amount").asLong();
    if (unit < 0) {
      throw StripeError.parameter(
          "parameter_invalid_integer", name + "[unit_amount]", "Invalid non-negative integer");
    }
    String currency = currency(data, name + "[currency]");
    if (unit % MinorUnits.step(currency) != 0) {
      throw StripeError.parameter(
          "parameter_invalid_integer",
          name + "[unit_amount]",
          "Invalid amount: amounts in "
              + currency
              + " go in steps of "
              + MinorUnits.step(currency));
    }
    String behavior = data.path("tax_behavior").asText("unspecified");
    if (behavior.equals("unspecified") && call.params().at("/automatic_tax/enabled").asBoolean()) {
      throw StripeError.parameter(
          "parameter_missing",
          name + "[tax_behavior]",
          "Automatic tax needs `tax_behavior` on every price: this account has no default.");
    }
    ObjectNode price = blank.of("Price").put("id", Ids.of("price", 24));
    price.put("billing_scheme", "per_unit").put("type", "one_time");
    price.put("created", time.seconds()).put("currency", currency);
    price.put("unit_amount", unit).put("unit_amount_decimal", String.valueOf(unit));
    price.put("tax_behavior", behavior);
    price.set("product", product.get("id"));
    call.transaction().put(Kinds.PRICE, price);
    return price;
  }

  /** The currency of that object, which the parameter {@code name} gave. */
  static String currency(JsonNode data, String name) {
    String currency = data.get("currency").asText().toLowerCase(Locale.ROOT);
    try {
      Currency.getInstance(currency.toUpperCase(Locale.ROOT));
      return currency;
    } catch (IllegalArgumentException e) {
      throw StripeError.parameter(null, name, "Invalid currency: " + currency);
    }
  }
}

package org.carrel.stripesim.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carrel.stripesim.wire.Json;

/** The sums of an invoice: its lines, and the tax on them, which is added where it is exclusive. */
final class InvoiceSums {
  private InvoiceSums() {}

  /** Writes the sums of these lines into a draft. */
  static void write(ObjectNode invoice, List<ObjectNode> lines) {
    long subtotal = 0;
    long inclusive = 0;
    long exclusive = 0;
    Map<String, ObjectNode> taxes = new LinkedHashMap<>();
    for (ObjectNode line : lines) {
      subtotal += line.get("amount").asLong();
      for (JsonNode tax : line.get("taxes")) {
        long amount = tax.get("amount").asLong();
        if (tax.get("tax_behavior").asText().equals("inclusive")) {
          inclusive += amount;
        } else {
          exclusive += amount;
        }
        add(taxes, tax);
      }
    }
    long total = subtotal + exclusive;
    invoice.put("subtotal", subtotal).put("subtotal_excluding_tax", subtotal - inclusive);
    invoice.put("total", total).put("total_excluding_tax", subtotal - inclusive);
    invoice.put("amount_due", total).put("amount_remaining", total).put("amount_paid", 0);
    ArrayNode all = Json.array();
    taxes.values().forEach(all::add);
    invoice.set("total_taxes", all);
  }

  private static void add(Map<String, ObjectNode> taxes, JsonNode tax) {
    String rate = tax.at("/tax_rate_details/tax_rate").asText();
    ObjectNode sum = taxes.get(rate);
    if (sum == null) {
      taxes.put(rate, tax.deepCopy());
    } else {
      for (String name : new String[] {"amount", "taxable_amount"}) {
        sum.put(name, sum.get(name).asLong() + tax.get(name).asLong());
      }
    }
  }
}

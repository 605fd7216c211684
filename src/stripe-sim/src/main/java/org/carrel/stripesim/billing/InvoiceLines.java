package org.carrel.stripesim.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;

/** The lines of an invoice, each with the invoice item behind it, in the order they were added. */
@Singleton
public class InvoiceLines {
  /** What an invoice holds but does not show whole: all its lines. */
  static final String KIND = "sim.invoice";

  private static final int SHOWN = 10;

  private final Blank blank;
  private final Events events;
  private final SimTime time;

  InvoiceLines(Blank blank, Events events, SimTime time) {
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  /** All lines of an invoice, the oldest first. */
  public static List<ObjectNode> of(Transaction transaction, String invoice) {
    List<ObjectNode> lines = new ArrayList<>();
    transaction
        .find(KIND, invoice)
        .ifPresent(kept -> kept.get("lines").forEach(line -> lines.add((ObjectNode) line)));
    return lines;
  }

  /**
   * Adds a line to a draft and returns the invoice item behind it.
   *
   * @param sent {@code amount}, {@code description}, {@code metadata}, {@code period} and {@code
   *     tax_amounts}, as far as they were given
   */
  public ObjectNode add(
      Transaction transaction, ObjectNode invoice, ObjectNode sent, Events.Cause cause) {
    ObjectNode item = item(invoice, sent);
    transaction.put(Kinds.INVOICE_ITEM, item);
    events.happened(transaction, "invoiceitem.created", item, cause);
    List<ObjectNode> lines = of(transaction, invoice.get("id").asText());
    lines.add(line(transaction, invoice, item, sent));
    write(transaction, invoice, lines);
    return item;
  }

  /** Takes the line of an invoice item away again. */
  public void remove(Transaction transaction, ObjectNode invoice, String item) {
    List<ObjectNode> lines = of(transaction, invoice.get("id").asText());
    lines.removeIf(
        line -> line.at("/parent/invoice_item_details/invoice_item").asText().equals(item));
    transaction.remove(Kinds.INVOICE_ITEM, item);
    write(transaction, invoice, lines);
  }

  /** Keeps an invoice with these lines and their sums. */
  public void write(Transaction transaction, ObjectNode invoice, List<ObjectNode> lines) {
    String id = invoice.get("id").asText();
    ObjectNode kept = Json.object().put("id", id);
    ArrayNode all = kept.putArray("lines");
    lines.forEach(all::add);
    transaction.put(KIND, kept);
    ObjectNode list = Json.object().put("object", "list");
    ArrayNode data = list.putArray("data");
    lines.stream().limit(SHOWN).forEach(line -> data.add(line.deepCopy()));
    list.put("has_more", lines.size() > SHOWN).put("url", "/v1/invoices/" + id + "/lines");
    invoice.set("lines", list);
    InvoiceSums.write(invoice, lines);
    transaction.put(Kinds.INVOICE, invoice);
  }

  private ObjectNode item(ObjectNode invoice, ObjectNode sent) {
    ObjectNode item = blank.of("InvoiceItem").put("id", Ids.of("ii", 24));
    item.set("amount", sent.get("amount"));
    item.put("date", time.seconds()).put("discountable", true).put("quantity", 1);
    item.put("quantity_decimal", "1").set("invoice", invoice.get("id"));
    item.set("customer", invoice.get("customer"));
    shared(item, invoice, sent);
    return item;
  }

  private ObjectNode line(
      Transaction transaction, ObjectNode invoice, ObjectNode item, ObjectNode sent) {
    ObjectNode line = blank.of("InvoiceLineItem").put("id", Ids.of("il", 24));
    line.set("amount", sent.get("amount"));
    line.set("subtotal", sent.get("amount"));
    line.put("discountable", true).put("quantity", 1).put("quantity_decimal", "1");
    line.putArray("discount_amounts");
    line.putArray("pretax_credit_amounts");
    line.set("invoice", invoice.get("id"));
    ObjectNode parent = line.putObject("parent").put("type", "invoice_item_details");
    ObjectNode details = parent.putObject("invoice_item_details");
    details.put("proration", false).putNull("proration_details").putNull("subscription");
    details.set("invoice_item", item.get("id"));
    parent.putNull("subscription_item_details");
    shared(line, invoice, sent);
    ArrayNode taxes = line.putArray("taxes");
    sent.path("tax_amounts").forEach(tax -> taxes.add(tax(transaction, tax)));
    return line;
  }

  private void shared(ObjectNode object, ObjectNode invoice, ObjectNode sent) {
    object.set("currency", invoice.get("currency"));
    if (sent.has("description")) {
      object.set("description", sent.get("description"));
    }
    object.set("metadata", sent.path("metadata").isObject() ? sent.get("metadata") : Json.object());
    JsonNode period = sent.path("period");
    ObjectNode at = object.putObject("period");
    at.put("start", period.path("start").asLong(time.seconds()));
    at.put("end", period.path("end").asLong(time.seconds()));
  }

  /** A tax that the seller worked out; its rate becomes an object of its own, as Stripe does it. */
  private ObjectNode tax(Transaction transaction, JsonNode sent) {
    JsonNode data = sent.get("tax_rate_data");
    boolean inclusive = data.get("inclusive").asBoolean();
    ObjectNode tax = Json.object().put("type", "tax_rate_details");
    tax.set("amount", sent.get("amount"));
    tax.set("taxable_amount", sent.get("taxable_amount"));
    tax.put("tax_behavior", inclusive ? "inclusive" : "exclusive");
    tax.put("taxability_reason", sent.path("taxability_reason").asText("standard_rated"));
    tax.putObject("tax_rate_details").put("tax_rate", rate(transaction, data));
    return tax;
  }

  private String rate(Transaction transaction, JsonNode data) {
    ObjectNode rate = blank.of("TaxRate").put("created", time.seconds());
    rate.put("active", false).put("rate_type", "percentage");
    data.fields().forEachRemaining(each -> rate.set(each.getKey(), each.getValue()));
    rate.set("effective_percentage", data.get("percentage"));
    String id =
        "txr_" + Integer.toHexString(data.toString().hashCode()).replace("-", "") + "Manual";
    transaction.put(Kinds.TAX_RATE, rate.put("id", id));
    return id;
  }
}

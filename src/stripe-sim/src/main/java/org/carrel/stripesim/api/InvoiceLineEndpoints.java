package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.carrel.stripesim.billing.InvoiceLines;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.MinorUnits;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** What an invoice is for: lines added at once, or invoice items one by one; and its payments. */
@Singleton
class InvoiceLineEndpoints implements Endpoints {
  private static final Offered ADDED =
      Offered.of(
          """
          lines[*][amount]
          lines[*][description]
          lines[*][metadata][*]
          lines[*][period][start]
          lines[*][period][end]
          lines[*][tax_amounts]
          lines[*][tax_amounts][*][amount]
          lines[*][tax_amounts][*][taxable_amount]
          lines[*][tax_amounts][*][taxability_reason]
          lines[*][tax_amounts][*][tax_rate_data][display_name]
          lines[*][tax_amounts][*][tax_rate_data][inclusive]
          lines[*][tax_amounts][*][tax_rate_data][percentage]
          lines[*][tax_amounts][*][tax_rate_data][country]
          lines[*][tax_amounts][*][tax_rate_data][description]
          lines[*][tax_amounts][*][tax_rate_data][jurisdiction]
          lines[*][tax_amounts][*][tax_rate_data][tax_type]
          expand[*]
          """);
  private static final Offered CREATED =
      Offered.of(
          """
          customer
          invoice
          amount
          currency
          description
          metadata[*]
          period[start]
          period[end]
          expand[*]
          """);
  private static final Offered LISTED =
      Offered.of(
          """
          customer
          invoice
          status
          payment[type]
          payment[payment_intent]
          expand[*]
          limit
          starting_after
          ending_before
          created
          created[gt]
          created[gte]
          created[lt]
          created[lte]
          """);

  private final InvoiceLines lines;
  private final Events events;

  InvoiceLineEndpoints(InvoiceLines lines, Events events) {
    this.lines = lines;
    this.events = events;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Invoices.addLines", this::addLines,
        "InvoiceItems.create", this::create,
        "InvoiceItems.retrieve", call -> ReadEndpoints.one(call, Kinds.INVOICE_ITEM),
        "InvoiceItems.list", call -> list(call, Kinds.INVOICE_ITEM, "customer", "invoice"),
        "InvoiceItems.del", this::delete,
        "InvoicePayments.retrieve", call -> ReadEndpoints.one(call, Kinds.INVOICE_PAYMENT),
        "InvoicePayments.list", InvoiceLineEndpoints::payments);
  }

  private ObjectNode addLines(Call call) {
    ADDED.check(call.params());
    ObjectNode invoice = InvoiceEndpoints.draft(call, call.id(), "invoice");
    for (int i = 0; i < call.params().get("lines").size(); i++) {
      ObjectNode sent = (ObjectNode) call.params().get("lines").get(i);
      amount(sent, invoice.get("currency").asText(), "lines[" + i + "][amount]");
      lines.add(call.transaction(), invoice, sent, call.cause());
    }
    events.happened(call.transaction(), "invoice.updated", invoice, call.cause());
    return invoice;
  }

  private ObjectNode create(Call call) {
    ObjectNode params = call.params();
    CREATED.check(params);
    if (!params.has("invoice")) {
      throw StripeError.notOffered("an invoice item without invoice");
    }
    ObjectNode invoice = InvoiceEndpoints.draft(call, params.get("invoice").asText(), "invoice");
    String currency = invoice.get("currency").asText();
    if (params.has("currency") && !params.get("currency").asText().equals(currency)) {
      throw StripeError.parameter(
          null, "currency", "The currency of an invoice item is that of its invoice: " + currency);
    }
    if (params.has("customer") && !params.get("customer").equals(invoice.get("customer"))) {
      throw StripeError.parameter(
          null, "customer", "The customer of an invoice item is that of its invoice.");
    }
    amount(params, currency, "amount");
    return lines.add(call.transaction(), invoice, params, call.cause());
  }

  private static void amount(ObjectNode sent, String currency, String name) {
    if (!sent.has("amount")) {
      throw StripeError.missing(name);
    }
    long amount = sent.get("amount").asLong();
    if (amount < 0) {
      throw StripeError.notOffered(name + " below 0");
    }
    if (amount % MinorUnits.step(currency) != 0) {
      throw StripeError.parameter(
          "parameter_invalid_integer",
          name,
          "Invalid amount: amounts in "
              + currency
              + " go in steps of "
              + MinorUnits.step(currency));
    }
  }

  private ObjectNode delete(Call call) {
    ObjectNode item = ReadEndpoints.named(call, Kinds.INVOICE_ITEM);
    ObjectNode invoice = InvoiceEndpoints.draft(call, item.get("invoice").asText(), "invoiceitem");
    lines.remove(call.transaction(), invoice, call.id());
    events.happened(call.transaction(), "invoiceitem.deleted", item, call.cause());
    ObjectNode gone = Json.object().put("object", "invoiceitem").put("deleted", true);
    return gone.put("id", call.id());
  }

  private static ObjectNode payments(Call call) {
    JsonNode asked = call.params().path("payment");
    LISTED.check(call.params());
    List<ObjectNode> all =
        call.transaction()
            .newestFirst(Kinds.INVOICE_PAYMENT)
            .filter(payment -> fits(asked, payment.get("payment")))
            .toList();
    return Lists.page(call, all, Lists.matching(call, "invoice", "status"), "/v1/invoice_payments");
  }

  private static boolean fits(JsonNode asked, JsonNode payment) {
    for (String name : new String[] {"type", "payment_intent"}) {
      if (asked.has(name) && !asked.get(name).equals(payment.get(name))) {
        return false;
      }
    }
    return true;
  }

  private static ObjectNode list(Call call, String kind, String... filters) {
    LISTED.check(call.params());
    List<ObjectNode> all = call.transaction().newestFirst(kind).toList();
    return Lists.page(call, all, Lists.matching(call, filters), call.operation().template());
  }
}

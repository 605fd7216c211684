package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.billing.BankTransfers;
import org.carrel.stripesim.billing.InvoiceLines;
import org.carrel.stripesim.billing.InvoiceTerms;
import org.carrel.stripesim.billing.Invoices;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** Makes the draft of an invoice that is sent to its customer; it has no lines yet. */
@Singleton
class CreateInvoice {
  private static final Offered OFFERED =
      Offered.of(
          """
          customer
          collection_method=send_invoice
          auto_advance=false
          currency
          custom_fields
          custom_fields[*][name]
          custom_fields[*][value]
          days_until_due
          due_date
          description
          footer
          metadata[*]
          number
          expand[*]
          pending_invoice_items_behavior=exclude
          payment_settings[payment_method_types]
          payment_settings[payment_method_types][*]
          payment_settings[payment_method_options][customer_balance][funding_type]=bank_transfer
          payment_settings[payment_method_options][customer_balance][bank_transfer][type]
          payment_settings[payment_method_options][customer_balance][bank_transfer][eu_bank_transfer][country]
          """);
  private static final int MOST_FIELDS = 4;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_VALUE = 140;
  private static final int LONGEST_NUMBER = 26;

  private final InvoiceLines lines;
  private final SimConfig config;
  private final Blank blank;
  private final Events events;
  private final SimTime time;

  CreateInvoice(InvoiceLines lines, SimConfig config, Blank blank, Events events, SimTime time) {
    this.lines = lines;
    this.config = config;
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  ObjectNode answer(Call call) {
    ObjectNode params = call.params();
    OFFERED.check(params);
    SessionRules.metadata(params.path("metadata"), "metadata");
    ObjectNode customer = customer(call);
    ObjectNode invoice = blank.of("Invoice").put("id", Ids.of("in", 24));
    long now = time.seconds();
    invoice.put("created", now).put("period_start", now).put("period_end", now);
    invoice.put("status", "draft").put("billing_reason", "manual").put("auto_advance", false);
    invoice.put("collection_method", method(params)).put("account_name", config.sellerName());
    invoice.set("customer", customer.get("id"));
    invoice.put("currency", SessionLines.currency(currency(params), "currency"));
    invoice.putNull("hosted_invoice_url").putNull("invoice_pdf");
    ((ObjectNode) invoice.get("issuer")).put("type", "self");
    invoice.set("metadata", CreateSession.metadata(params.path("metadata")));
    invoice.putArray("total_discount_amounts");
    invoice.putArray("total_pretax_credit_amounts");
    texts(invoice, params, customer);
    number(call, invoice);
    paying(invoice, params.path("payment_settings"));
    due(call, invoice);
    Invoices.copyCustomer(call.transaction(), invoice);
    lines.write(call.transaction(), invoice, List.of());
    events.happened(call.transaction(), "invoice.created", invoice, call.cause());
    return invoice;
  }

  private static ObjectNode customer(Call call) {
    String id = call.params().path("customer").asText();
    if (id.isEmpty()) {
      throw StripeError.missing("customer");
    }
    return call.transaction()
        .find(Kinds.CUSTOMER, id)
        .orElseThrow(() -> StripeError.noSuch("customer", id, "customer"));
  }

  /** What Stripe takes where nothing is said, is not played here. */
  private static String method(ObjectNode params) {
    if (!params.has("collection_method")) {
      throw StripeError.notOffered("collection_method: charge_automatically");
    }
    return params.get("collection_method").asText();
  }

  private static ObjectNode currency(ObjectNode params) {
    return Json.object().put("currency", params.path("currency").asText("usd"));
  }

  private static void texts(ObjectNode invoice, ObjectNode params, ObjectNode customer) {
    for (String name : new String[] {"description", "footer"}) {
      if (params.has(name)) {
        invoice.set(name, params.get(name));
      }
    }
    JsonNode settings = customer.get("invoice_settings");
    if (!params.has("footer")) {
      invoice.set("footer", settings.get("footer"));
    }
    JsonNode fields =
        params.has("custom_fields") ? params.get("custom_fields") : settings.get("custom_fields");
    if (fields.size() > MOST_FIELDS) {
      throw StripeError.parameter(null, "custom_fields", "You can specify up to 4 custom fields.");
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).get("name").asText().length() > LONGEST_NAME
          || fields.get(i).get("value").asText().length() > LONGEST_VALUE) {
        throw StripeError.parameter(
            null,
            "custom_fields[" + i + "]",
            "Names of custom fields are at most 40 and values at most 140 characters long.");
      }
    }
    if (!fields.isEmpty()) {
      invoice.set("custom_fields", fields);
    }
  }

  /** A number of the seller's own; else it gets one when it is finalized. */
  private static void number(Call call, ObjectNode invoice) {
    JsonNode number = call.params().path("number");
    if (number.isMissingNode()) {
      return;
    }
    if (number.asText().length() > LONGEST_NUMBER) {
      throw StripeError.parameter(null, "number", "A number is at most 26 characters long.");
    }
    if (call.transaction()
        .newestFirst(Kinds.INVOICE)
        .anyMatch(other -> number.equals(other.get("number")))) {
      throw StripeError.state(
          null, "number", "An invoice with the number " + number.asText() + " exists already.");
    }
    invoice.set("number", number);
  }

  private static void paying(ObjectNode invoice, JsonNode sent) {
    JsonNode types = sent.path("payment_method_types");
    if (!types.isArray() || types.isEmpty()) {
      return;
    }
    String name = "payment_settings[payment_method_types]";
    for (JsonNode type : types) {
      if (!type.asText().equals("card") && !type.asText().equals("customer_balance")) {
        throw StripeError.notOffered(name + ": " + type.asText());
      }
    }
    ObjectNode settings = (ObjectNode) invoice.get("payment_settings");
    settings.set("payment_method_types", types);
    if (BankTransfers.takes(invoice, "customer_balance")) {
      JsonNode transfer = sent.at("/payment_method_options/customer_balance");
      String wanted = BankTransfers.KINDS.get(invoice.get("currency").asText());
      String kind = transfer.at("/bank_transfer/type").asText();
      if (wanted == null || !wanted.equals(kind)) {
        throw StripeError.parameter(
            null,
            "payment_settings[payment_method_options][customer_balance][bank_transfer][type]",
            "Bank transfers of this currency need the type " + wanted + ".");
      }
      ObjectNode options = settings.putObject("payment_method_options");
      for (String other : new String[] {"card", "konbini", "sepa_debit", "us_bank_account"}) {
        options.putNull(other);
      }
      options.set("customer_balance", transfer);
    }
  }

  private void due(Call call, ObjectNode invoice) {
    ObjectNode params = call.params();
    if (params.has("days_until_due") == params.has("due_date")) {
      throw StripeError.parameter(
          "parameter_missing",
          "days_until_due",
          "You must pass `days_until_due` or `due_date` if `collection_method` is"
              + " `send_invoice`, and only one of them.");
    }
    long days = params.path("days_until_due").asLong();
    long at = params.path("due_date").asLong(time.seconds() + days * InvoiceTerms.DAY);
    if (days < 0 || at < time.seconds()) {
      throw StripeError.parameter(
          "parameter_invalid_integer",
          params.has("due_date") ? "due_date" : "days_until_due",
          "An invoice is due in the future.");
    }
    ObjectNode terms = Json.object();
    terms.set("id", invoice.get("id"));
    terms.set("days", params.path("days_until_due"));
    if (!params.has("days_until_due")) {
      terms.putNull("days");
    }
    call.transaction().put(InvoiceTerms.KIND, terms);
    invoice.put("due_date", at);
  }
}

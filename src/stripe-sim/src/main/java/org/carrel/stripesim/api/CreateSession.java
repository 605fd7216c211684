package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Mismatches;
import org.carrel.stripesim.checkout.Pricing;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** Makes a hosted Checkout Session for a one-time payment. It has no payment intent yet. */
@Singleton
class CreateSession {
  private static final Duration SHORTEST = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Offered OFFERED =
      Offered.of(
          """
          mode=payment
          ui_mode=hosted_page
          success_url
          cancel_url
          client_reference_id
          customer_email
          customer_creation=if_required
          expires_at
          locale
          submit_type
          currency
          expand[*]
          metadata[*]
          integration_identifier
          payment_method_types[*]=card
          payment_method_collection
          payment_intent_data[metadata][*]
          payment_intent_data[description]
          payment_intent_data[receipt_email]
          payment_intent_data[statement_descriptor_suffix]
          payment_intent_data[capture_method]=automatic_async
          line_items[*][quantity]
          line_items[*][metadata][*]
          line_items[*][price_data][currency]
          line_items[*][price_data][unit_amount]
          line_items[*][price_data][tax_behavior]
          line_items[*][price_data][product_data][name]
          line_items[*][price_data][product_data][description]
          line_items[*][price_data][product_data][metadata][*]
          line_items[*][price_data][product_data][tax_code]
          line_items[*][price_data][product_data][unit_label]
          custom_text[submit][message]
          custom_text[after_submit][message]
          adaptive_pricing[enabled]=false
          allow_promotion_codes
          automatic_tax[enabled]
          billing_address_collection
          invoice_creation[enabled]=false
          phone_number_collection[enabled]=false
          tax_id_collection[enabled]
          tax_id_collection[required]=never
          custom_fields[*][key]
          custom_fields[*][type]=text
          custom_fields[*][optional]
          custom_fields[*][label][type]
          custom_fields[*][label][custom]
          custom_fields[*][text][default_value]
          custom_fields[*][text][maximum_length]
          custom_fields[*][text][minimum_length]
          origin_context=web
          payment_method_options[card][request_three_d_secure]=automatic
          """);

  private final SessionLines lines;
  private final SessionExtras extras;
  private final Checkout checkout;
  private final Pricing pricing;
  private final Mismatches mismatches;
  private final Blank blank;
  private final SimTime time;

  CreateSession(
      SessionLines lines,
      SessionExtras extras,
      Checkout checkout,
      Pricing pricing,
      Mismatches mismatches,
      Blank blank,
      SimTime time) {
    this.lines = lines;
    this.extras = extras;
    this.checkout = checkout;
    this.pricing = pricing;
    this.mismatches = mismatches;
    this.blank = blank;
    this.time = time;
  }

  ObjectNode answer(Call call) {
    ObjectNode params = call.params();
    SessionRules.check(params);
    OFFERED.check(params);
    SessionRules.descriptor(params.at("/payment_intent_data/statement_descriptor_suffix"));
    ObjectNode session = blank.of("Checkout.Session").put("id", Ids.of("cs_test", 58));
    String id = session.get("id").asText();
    session.put("created", time.seconds()).put("expires_at", expiry(params));
    session.put("status", "open").put("mode", "payment").put("payment_status", "unpaid");
    session.put("ui_mode", "hosted_page").put("url", checkout.page(id));
    copy(params, session);
    defaults(session, params);
    extras.put(params, session);
    ArrayNode items = lines.make(call, params);
    session.set("currency", items.get(0).get("currency"));
    ObjectNode hidden = hidden(id, params, items);
    pricing.apply(call.transaction(), session, hidden);
    SessionRules.amount(session.get("amount_total").asLong(), session.get("currency").asText());
    mismatches.made(call.transaction(), hidden);
    pricing.keep(call.transaction(), session, hidden);
    checkout.opened(session);
    return session;
  }

  private long expiry(ObjectNode params) {
    long now = time.seconds();
    long asked = params.path("expires_at").asLong(now + LONGEST.toSeconds());
    if (asked < now + SHORTEST.toSeconds()) {
      throw StripeError.parameter(
          null,
          "expires_at",
          "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
    }
    if (asked > now + LONGEST.toSeconds()) {
      throw StripeError.parameter(
          null,
          "expires_at",
          "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");
    }
    return asked;
  }

  private static void copy(ObjectNode params, ObjectNode session) {
    for (String name :
        new String[] {
          "success_url",
          "cancel_url",
          "client_reference_id",
          "customer_email",
          "locale",
          "submit_type",
          "integration_identifier",
          "origin_context",
          "allow_promotion_codes",
          "billing_address_collection"
        }) {
      if (params.has(name)) {
        session.set(name, params.get(name));
      }
    }
    session.set("metadata", metadata(params.path("metadata")));
  }

  /** Metadata as it is kept: an empty value means that the key is not wanted. */
  static ObjectNode metadata(JsonNode sent) {
    ObjectNode kept = Json.object();
    sent.fields()
        .forEachRemaining(
            each -> {
              if (!each.getValue().asText().isEmpty()) {
                kept.put(each.getKey(), each.getValue().asText());
              }
            });
    return kept;
  }

  private void defaults(ObjectNode session, ObjectNode params) {
    session.put("customer_creation", "if_required").put("payment_method_collection", "if_required");
    session.putArray("payment_method_types").add("card");
    session
        .putObject("payment_method_options")
        .putObject("card")
        .put("request_three_d_secure", "automatic");
    session.putObject("phone_number_collection").put("enabled", false);
    session.putObject("adaptive_pricing").put("enabled", false);
    ObjectNode invoice = blank.of("Checkout.Session.InvoiceCreation");
    ((ObjectNode) invoice.get("invoice_data")).set("metadata", Json.object());
    session.set("invoice_creation", invoice);
    for (String place : new String[] {"submit", "after_submit"}) {
      JsonNode text = params.at("/custom_text/" + place);
      if (text.has("message")) {
        ((ObjectNode) session.get("custom_text")).set(place, text);
      }
    }
    if (params.has("customer_email")) {
      ObjectNode details = blank.of("Checkout.Session.CustomerDetails").put("tax_exempt", "none");
      details.set("email", params.get("customer_email"));
      session.set("customer_details", details);
    }
  }

  private static ObjectNode hidden(String id, ObjectNode params, ArrayNode items) {
    ObjectNode hidden = Json.object().put("id", id);
    hidden.set("line_items", items);
    ObjectNode data = hidden.putObject("payment_intent_data");
    if (params.path("payment_intent_data") instanceof ObjectNode sent) {
      data.setAll(sent);
      data.set("metadata", metadata(sent.path("metadata")));
    }
    return hidden;
  }
}

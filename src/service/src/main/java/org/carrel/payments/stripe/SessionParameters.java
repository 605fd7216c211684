package org.carrel.payments.stripe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.carrel.payments.CheckoutRequest;
import org.carrel.payments.Sale;
import org.carrel.payments.TaxBehavior;

/** A Checkout Session's parameters as Stripe names them. */
final class SessionParameters {
  /** Key of our order in the metadata of session, payment and refund. */
  static final String ORDER = "order";

  private static final int LONGEST_REFERENCE = 60;

  private SessionParameters() {}

  static Map<String, Object> of(CheckoutRequest request) {
    Map<String, Object> params = new TreeMap<>();
    params.put("mode", "payment");
    params.put("client_reference_id", request.orderId());
    params.put("customer_creation", "if_required");
    params.put("customer_email", request.email().value());
    params.put("expires_at", request.expiresAt().getEpochSecond());
    params.put("success_url", request.successUrl());
    params.put("cancel_url", request.cancelUrl());
    params.put("metadata", Map.of(ORDER, request.orderId()));
    params.put("line_items", List.of(line(request)));
    params.put("tax_id_collection", Map.of("enabled", true));
    params.put("custom_fields", List.of(clientMatter()));
    params.put(
        "payment_intent_data",
        new TreeMap<>(
            Map.of(
                "metadata",
                Map.of(ORDER, request.orderId()),
                "statement_descriptor_suffix",
                request.descriptor())));
    if (request.promotionCodes()) {
      params.put("allow_promotion_codes", true);
    }
    if (request.tax() != null) {
      params.put("automatic_tax", Map.of("enabled", true));
      params.put("billing_address_collection", "required");
    }
    return params;
  }

  private static Map<String, Object> line(CheckoutRequest request) {
    Map<String, Object> price = new TreeMap<>();
    price.put("currency", request.price().currency().toLowerCase(Locale.ROOT));
    price.put("unit_amount", request.price().minor());
    price.put("product_data", Map.of("name", request.product()));
    TaxBehavior tax = request.tax();
    if (tax != null) {
      price.put("tax_behavior", tax.name().toLowerCase(Locale.ROOT));
    }
    return new TreeMap<>(Map.of("quantity", 1, "price_data", price));
  }

  private static Map<String, Object> clientMatter() {
    return new TreeMap<>(
        Map.of(
            "key",
            Sale.CLIENT_MATTER,
            "label",
            new TreeMap<>(Map.of("type", "custom", "custom", "Client or matter reference")),
            "type",
            "text",
            "optional",
            true,
            "text",
            Map.of("maximum_length", LONGEST_REFERENCE)));
  }
}

package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.carrel.stripesim.checkout.Limits;
import org.carrel.stripesim.wire.StripeError;

/** What Stripe demands of a new session beyond the types in its description. */
final class SessionRules {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
  private static final Pattern BAD_IN_DESCRIPTOR = Pattern.compile("[<>\\\\'\"*]");
  private static final int LONGEST_REFERENCE = 200;
  private static final int LONGEST_SUFFIX = 22;
  private static final int MOST_METADATA = 50;
  private static final int LONGEST_METADATA_KEY = 40;
  private static final int LONGEST_METADATA_VALUE = 500;

  private SessionRules() {}

  static void check(ObjectNode params) {
    for (String name : new String[] {"mode", "line_items", "success_url"}) {
      if (!params.has(name)) {
        throw StripeError.missing(name);
      }
    }
    url(params, "success_url");
    url(params, "cancel_url");
    email(params.path("customer_email"), "customer_email");
    email(params.at("/payment_intent_data/receipt_email"), "payment_intent_data[receipt_email]");
    if (params.path("client_reference_id").asText().length() > LONGEST_REFERENCE) {
      throw StripeError.parameter(
          null,
          "client_reference_id",
          "Invalid string: client_reference_id must be at most 200 characters");
    }
    metadata(params.path("metadata"), "metadata");
    metadata(params.at("/payment_intent_data/metadata"), "payment_intent_data[metadata]");
    if (params.path("payment_intent_data").has("statement_descriptor")) {
      throw StripeError.parameter(
          null,
          "payment_intent_data[statement_descriptor]",
          "statement_descriptor is not supported for card charges. Use statement_descriptor_suffix"
              + " instead.");
    }
  }

  private static void url(ObjectNode params, String name) {
    if (!params.has(name)) {
      return;
    }
    try {
      String plain = params.get(name).asText().replaceAll("[{}]", "");
      URI url = new URI(plain);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return;
      }
    } catch (URISyntaxException e) {
      // refused below, as every other text that is no address
    }
    throw StripeError.parameter("url_invalid", name, "Not a valid URL");
  }

  static void email(JsonNode email, String name) {
    if (!email.isMissingNode() && !email.isNull() && !EMAIL.matcher(email.asText()).matches()) {
      throw StripeError.parameter("email_invalid", name, "Invalid email address");
    }
  }

  static void metadata(JsonNode metadata, String name) {
    if (metadata.size() > MOST_METADATA) {
      throw StripeError.parameter(null, name, "You can specify up to 50 metadata keys.");
    }
    metadata
        .fields()
        .forEachRemaining(
            each -> {
              if (each.getKey().length() > LONGEST_METADATA_KEY
                  || each.getValue().asText().length() > LONGEST_METADATA_VALUE) {
                throw StripeError.parameter(
                    null,
                    name + "[" + each.getKey() + "]",
                    "Metadata keys are at most 40 and values at most 500 characters long.");
              }
            });
  }

  static void descriptor(JsonNode suffix) {
    String text = suffix.asText();
    boolean good =
        text.length() <= LONGEST_SUFFIX
            && text.chars().anyMatch(Character::isLetter)
            && !BAD_IN_DESCRIPTOR.matcher(text).find();
    if (!suffix.isMissingNode() && !good) {
      throw StripeError.parameter(
          null,
          "payment_intent_data[statement_descriptor_suffix]",
          "The statement descriptor suffix must be at most 22 characters, contain a letter, and"
              + " none of < > \\ ' \" *.");
    }
  }

  static void amount(long total, String currency) {
    if (Limits.tooSmall(total, currency)) {
      throw StripeError.parameter(
          "amount_too_small",
          "line_items",
          "The Checkout Session's total amount due must add up to at least the minimum charge"
              + " amount of its currency.");
    }
    if (Limits.tooLarge(total)) {
      throw StripeError.parameter(
          "amount_too_large", "line_items", "The total amount must be no more than 99999999.");
    }
  }
}

package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;

/** Payment intents and their charges: begun, challenged, failed, succeeded, cancelled. */
@Singleton
public class Payments {
  private static final int LONGEST_DESCRIPTOR = 22;

  private final SimConfig config;
  private final Blank blank;
  private final Money money;
  private final Events events;
  private final SimTime time;

  Payments(SimConfig config, Blank blank, Money money, Events events, SimTime time) {
    this.config = config;
    this.blank = blank;
    this.money = money;
    this.events = events;
    this.time = time;
  }

  /** The intent of a session's first attempt to pay. */
  ObjectNode begin(Transaction transaction, ObjectNode session, JsonNode data) {
    return begin(
        transaction,
        session.get("amount_total").asLong(),
        session.get("currency").asText(),
        data,
        Events.Cause.NOT_A_REQUEST);
  }

  /**
   * An intent that waits for a way to pay.
   *
   * @param data what it says besides, under Stripe's own names
   */
  public ObjectNode begin(
      Transaction transaction, long amount, String currency, JsonNode data, Events.Cause cause) {
    String id = Ids.of("pi", 24);
    ObjectNode intent = blank.of("PaymentIntent").put("id", id).put("created", time.seconds());
    intent.put("amount", amount).put("currency", currency);
    intent.put("capture_method", "automatic_async").put("confirmation_method", "automatic");
    intent.put("client_secret", id + Ids.of("_secret", 24));
    intent.put("status", "requires_payment_method");
    intent.putArray("payment_method_types").add("card");
    ObjectNode card = intent.putObject("payment_method_options").putObject("card");
    card.putNull("installments").putNull("mandate_options").putNull("network");
    card.put("request_three_d_secure", "automatic");
    for (String name :
        new String[] {
          "customer",
          "description",
          "metadata",
          "payment_method_types",
          "receipt_email",
          "statement_descriptor_suffix"
        }) {
      if (data.has(name)) {
        intent.set(name, data.get(name));
      }
    }
    transaction.put(Kinds.PAYMENT_INTENT, intent);
    events.happened(transaction, "payment_intent.created", intent, cause);
    return intent;
  }

  /** The bank wants to hear from the card's holder, at {@code url}. */
  public void challenge(Transaction transaction, ObjectNode intent, String url) {
    intent.put("status", "requires_action").put("payment_method", Ids.of("pm", 24));
    intent.putNull("last_payment_error");
    ObjectNode action = intent.putObject("next_action").put("type", "redirect_to_url");
    action.putObject("redirect_to_url").putNull("return_url").put("url", url);
    transaction.put(Kinds.PAYMENT_INTENT, intent);
    events.happened(
        transaction, "payment_intent.requires_action", intent, Events.Cause.NOT_A_REQUEST);
  }

  /** The holder did not prove to be one: no charge is made. */
  public void challengeFailed(Transaction transaction, ObjectNode intent) {
    ObjectNode error = Json.object().put("code", "payment_intent_authentication_failure");
    error.put("type", "invalid_request_error");
    failed(transaction, intent, error.put("message", Checkout.CHALLENGE_FAILED));
  }

  /** The bank refuses: a failed charge stays as a trace. */
  public void decline(Transaction transaction, ObjectNode intent, Payer payer) {
    TestCard card = payer.card();
    ObjectNode charge = charge(intent, payer).put("status", "failed");
    charge.put("failure_code", card.code()).put("failure_message", card.message());
    String reason = card.declineCode() == null ? card.code() : card.declineCode();
    outcome(
            charge,
            "declined_by_network",
            "issuer_declined",
            "The bank did not return any further details with this decline.")
        .put("reason", reason);
    transaction.put(Kinds.CHARGE, charge);
    events.happened(transaction, "charge.failed", charge, Events.Cause.NOT_A_REQUEST);
    intent.set("latest_charge", charge.get("id"));
    ObjectNode error = Json.object().put("type", "card_error").put("code", card.code());
    error.set("charge", charge.get("id"));
    if (card.declineCode() != null) {
      error.put("decline_code", card.declineCode());
    }
    failed(transaction, intent, error.put("message", card.message()));
  }

  private void failed(Transaction transaction, ObjectNode intent, ObjectNode error) {
    intent.put("status", "requires_payment_method").set("last_payment_error", error);
    intent.putNull("next_action").putNull("payment_method");
    transaction.put(Kinds.PAYMENT_INTENT, intent);
    events.happened(
        transaction, "payment_intent.payment_failed", intent, Events.Cause.NOT_A_REQUEST);
  }

  /** The money moves. */
  public void succeed(Transaction transaction, ObjectNode intent, Payer payer, boolean challenged) {
    ObjectNode charge = charge(intent, payer).put("status", "succeeded").put("paid", true);
    charge.put("captured", true).set("amount_captured", charge.get("amount"));
    outcome(charge, "approved_by_network", "authorized", "Payment complete.");
    if (challenged) {
      ObjectNode proof = blank.of("Charge.PaymentMethodDetails.Card.ThreeDSecure");
      proof.put("authentication_flow", "challenge").put("result", "authenticated");
      ((ObjectNode) charge.at("/payment_method_details/card"))
          .set("three_d_secure", proof.put("version", "2.2.0"));
    }
    settle(transaction, intent, charge);
  }

  /** Money that is here already pays it. */
  public void fund(Transaction transaction, ObjectNode intent, String email, String name) {
    ObjectNode charge = charge(intent, email, name, Billing.NOTHING);
    charge.put("status", "succeeded").put("paid", true);
    charge.put("captured", true).set("amount_captured", charge.get("amount"));
    charge
        .putObject("payment_method_details")
        .put("type", "customer_balance")
        .putObject("customer_balance");
    settle(transaction, intent, charge);
  }

  private void settle(Transaction transaction, ObjectNode intent, ObjectNode charge) {
    charge.put("balance_transaction", money.charged(transaction, charge));
    transaction.put(Kinds.CHARGE, charge);
    intent.put("status", "succeeded").set("amount_received", intent.get("amount"));
    intent.set("latest_charge", charge.get("id"));
    intent.set("payment_method", charge.get("payment_method"));
    intent.putNull("next_action").putNull("last_payment_error");
    transaction.put(Kinds.PAYMENT_INTENT, intent);
    events.happened(transaction, "charge.succeeded", charge, Events.Cause.NOT_A_REQUEST);
    events.happened(transaction, "payment_intent.succeeded", intent, Events.Cause.NOT_A_REQUEST);
  }

  /** The session ended without a payment. */
  void cancel(Transaction transaction, ObjectNode intent, Events.Cause cause) {
    cancel(transaction, intent, "expired", cause);
  }

  /** Nothing will be paid. */
  public void cancel(
      Transaction transaction, ObjectNode intent, String reason, Events.Cause cause) {
    intent.put("status", "canceled").put("cancellation_reason", reason);
    intent.put("canceled_at", time.seconds()).putNull("next_action");
    transaction.put(Kinds.PAYMENT_INTENT, intent);
    events.happened(transaction, "payment_intent.canceled", intent, cause);
  }

  private ObjectNode charge(ObjectNode intent, Payer payer) {
    ObjectNode charge = charge(intent, payer.email(), payer.name(), payer.billing());
    ObjectNode details = charge.putObject("payment_method_details").put("type", "card");
    details.set("card", card(payer, charge.get("amount").asLong()));
    return charge;
  }

  private ObjectNode charge(ObjectNode intent, String email, String name, Billing from) {
    ObjectNode charge = blank.of("Charge").put("id", Ids.of("ch", 24));
    charge.put("created", time.seconds());
    for (String field :
        new String[] {
          "amount",
          "currency",
          "customer",
          "livemode",
          "metadata",
          "description",
          "receipt_email",
          "statement_descriptor_suffix"
        }) {
      charge.set(field, intent.get(field));
    }
    charge.set("payment_intent", intent.get("id"));
    charge.put("payment_method", Ids.of("pm", 24));
    charge.put(
        "calculated_statement_descriptor", descriptor(intent.get("statement_descriptor_suffix")));
    charge.set("fraud_details", Json.object());
    ObjectNode billing = (ObjectNode) charge.get("billing_details");
    billing.put("email", email).put("name", name);
    billing.set("address", from.address(blank));
    if (!from.taxId().isEmpty()) {
      billing.put("tax_id", from.taxId());
    }
    return charge;
  }

  private ObjectNode card(Payer payer, long amount) {
    TestCard played = payer.card();
    ObjectNode card = blank.of("Charge.PaymentMethodDetails.Card").put("brand", played.brand());
    card.put("amount_authorized", amount).put("country", "US").put("funding", "credit");
    card.put("exp_month", payer.expiryMonth()).put("exp_year", payer.expiryYear());
    card.put("last4", played.last4()).put("network", played.brand());
    ObjectNode checks = blank.of("Charge.PaymentMethodDetails.Card.Checks");
    card.set("checks", checks.put("cvc_check", played == TestCard.INCORRECT_CVC ? "fail" : "pass"));
    return card;
  }

  private ObjectNode outcome(ObjectNode charge, String network, String type, String seller) {
    ObjectNode outcome = blank.of("Charge.Outcome").put("network_status", network);
    outcome.put("type", type).put("seller_message", seller);
    outcome.put("risk_level", "normal").put("risk_score", 12);
    charge.set("outcome", outcome);
    return outcome;
  }

  private String descriptor(JsonNode suffix) {
    String whole =
        suffix.isNull()
            ? config.statementDescriptor()
            : config.statementDescriptor() + "* " + suffix.asText();
    return whole.substring(0, Math.min(LONGEST_DESCRIPTOR, whole.length()));
  }
}

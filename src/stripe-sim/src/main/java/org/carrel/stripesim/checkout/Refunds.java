package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;
import org.jspecify.annotations.Nullable;

/** Gives money back: never more than a charge still holds. */
@Singleton
public class Refunds {
  private final Blank blank;
  private final Money money;
  private final Events events;
  private final SimTime time;

  Refunds(Blank blank, Money money, Events events, SimTime time) {
    this.blank = blank;
    this.money = money;
    this.events = events;
    this.time = time;
  }

  /**
   * Refunds a charge.
   *
   * @param asked the amount in minor units; all that is left where empty
   * @throws StripeError if the charge holds less, or nothing
   */
  public ObjectNode refund(
      Transaction transaction,
      ObjectNode charge,
      Optional<Long> asked,
      @Nullable String reason,
      ObjectNode metadata,
      Events.Cause cause) {
    long refunded = charge.get("amount_refunded").asLong();
    long left = charge.get("amount_captured").asLong() - refunded;
    check(charge, asked, left);
    long amount = asked.orElse(left);
    ObjectNode refund = blank.of("Refund").put("id", Ids.of("re", 24)).put("amount", amount);
    refund.put("created", time.seconds()).put("status", "succeeded").put("reason", reason);
    refund.set("charge", charge.get("id"));
    refund.set("payment_intent", charge.get("payment_intent"));
    refund.set("currency", charge.get("currency"));
    refund.set("metadata", metadata);
    ObjectNode destination = refund.putObject("destination_details").put("type", "card");
    destination.putObject("card").put("type", "refund").put("reference_status", "pending");
    refund.put("balance_transaction", money.refunded(transaction, refund));
    transaction.put(Kinds.REFUND, refund);
    ObjectNode previous = Json.object().put("amount_refunded", refunded);
    if (amount == left) {
      previous.put("refunded", false);
    }
    charge.put("amount_refunded", refunded + amount).put("refunded", amount == left);
    transaction.put(Kinds.CHARGE, charge);
    events.happened(transaction, "refund.created", refund, cause);
    events.happened(transaction, "charge.refunded", charge, previous, cause);
    return refund;
  }

  /**
   * Takes a refund that did not reach its card back: the charge holds its money again.
   *
   * @throws IllegalArgumentException if it failed before
   */
  public ObjectNode fail(Transaction transaction, ObjectNode refund) {
    if (!refund.get("status").asText().equals("succeeded")) {
      throw new IllegalArgumentException("the refund has failed already");
    }
    ObjectNode previous = Json.object().put("status", "succeeded");
    refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
    refund.put("failure_balance_transaction", money.refundFailed(transaction, refund));
    transaction.put(Kinds.REFUND, refund);
    ObjectNode charge = transaction.get(Kinds.CHARGE, refund.get("charge").asText());
    long left = charge.get("amount_refunded").asLong() - refund.get("amount").asLong();
    transaction.put(Kinds.CHARGE, charge.put("amount_refunded", left).put("refunded", false));
    Events.Cause nobody = Events.Cause.NOT_A_REQUEST;
    events.happened(transaction, "refund.updated", refund, previous, nobody);
    events.happened(transaction, "refund.failed", refund, nobody);
    events.happened(transaction, "charge.refund.updated", refund, previous, nobody);
    return refund;
  }

  private static void check(ObjectNode charge, Optional<Long> asked, long left) {
    if (!charge.get("paid").asBoolean()) {
      throw StripeError.state(
          null,
          "charge",
          "This charge (" + charge.get("id").asText() + ") did not succeed: nothing to refund.");
    }
    if (!charge.at("/payment_method_details/type").asText().equals("card")) {
      throw StripeError.notOffered("a refund of what came by bank transfer");
    }
    if (left == 0) {
      throw StripeError.state(
          "charge_already_refunded",
          null,
          "Charge " + charge.get("id").asText() + " has already been refunded.");
    }
    if (asked.isPresent() && asked.get() < 1) {
      throw StripeError.parameter(
          "parameter_invalid_integer", "amount", "Invalid positive integer");
    }
    if (asked.isPresent() && asked.get() > left) {
      String currency = charge.get("currency").asText();
      throw StripeError.state(
          null,
          "amount",
          "Refund amount ("
              + MinorUnits.shown(asked.get(), currency)
              + ") is greater than unrefunded amount on charge ("
              + MinorUnits.shown(left, currency)
              + ")");
    }
  }
}

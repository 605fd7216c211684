package org.carrel.stripesim.api;

import static org.carrel.stripesim.api.Lists.matching;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Refunds;
import org.carrel.stripesim.wire.StripeError;

/** Refunds: create in full or in part, retrieve, list. */
@Singleton
class RefundEndpoints implements Endpoints {
  private static final Offered CREATED =
      Offered.of(
          """
          charge
          payment_intent
          amount
          reason
          metadata[*]
          expand[*]
          """);
  private static final Offered LISTED =
      Offered.of(
          """
          charge
          payment_intent
          created
          created[gt]
          created[gte]
          created[lt]
          created[lte]
          limit
          starting_after
          ending_before
          expand[*]
          """);

  private final Refunds refunds;

  RefundEndpoints(Refunds refunds) {
    this.refunds = refunds;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Refunds.create", this::create,
        "Refunds.retrieve", call -> ReadEndpoints.one(call, Kinds.REFUND),
        "Refunds.list", this::list);
  }

  private ObjectNode create(Call call) {
    ObjectNode params = call.params();
    CREATED.check(params);
    SessionRules.metadata(params.path("metadata"), "metadata");
    ObjectNode charge = charge(call);
    return refunds.refund(
        call.transaction(),
        charge,
        params.has("amount") ? Optional.of(params.get("amount").asLong()) : Optional.empty(),
        params.path("reason").textValue(),
        CreateSession.metadata(params.path("metadata")),
        call.cause());
  }

  private static ObjectNode charge(Call call) {
    String charge = call.params().path("charge").asText();
    String intent = call.params().path("payment_intent").asText();
    if (charge.isEmpty() && intent.isEmpty()) {
      throw StripeError.parameter(
          "parameter_missing",
          null,
          "One of the following params should be provided for this request: payment_intent or"
              + " charge.");
    }
    ObjectNode found =
        charge.isEmpty() ? chargeOf(call, intent) : find(call, Kinds.CHARGE, charge, "charge");
    if (!intent.isEmpty() && !found.get("payment_intent").asText().equals(intent)) {
      throw StripeError.parameter(
          null, "payment_intent", "The charge does not belong to this payment intent.");
    }
    return found;
  }

  private static ObjectNode chargeOf(Call call, String intent) {
    ObjectNode found = find(call, Kinds.PAYMENT_INTENT, intent, "payment_intent");
    if (!found.get("status").asText().equals("succeeded")) {
      throw StripeError.state(
          "payment_intent_unexpected_state",
          "payment_intent",
          "This PaymentIntent (" + intent + ") does not have a successful charge to refund.");
    }
    return find(call, Kinds.CHARGE, found.get("latest_charge").asText(), "charge");
  }

  private static ObjectNode find(Call call, String kind, String id, String param) {
    return call.transaction().find(kind, id).orElseThrow(() -> StripeError.noSuch(kind, id, param));
  }

  private ObjectNode list(Call call) {
    LISTED.check(call.params());
    List<ObjectNode> all = call.transaction().newestFirst(Kinds.REFUND).toList();
    return Lists.page(call, all, matching(call, "charge", "payment_intent"), "/v1/refunds");
  }
}

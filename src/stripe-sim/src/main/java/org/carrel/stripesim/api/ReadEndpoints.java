package org.carrel.stripesim.api;

import static org.carrel.stripesim.api.Lists.matching;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.wire.StripeError;

/** Objects that are only read: payment intents, charges, balance transactions, prices, disputes. */
@Singleton
class ReadEndpoints implements Endpoints {
  private static final Offered RETRIEVED = Offered.of("expand[*]");
  private static final Offered LISTED =
      Offered.of(
          """
          expand[*]
          limit
          starting_after
          ending_before
          created
          created[gt]
          created[gte]
          created[lt]
          created[lte]
          payment_intent
          charge
          source
          currency
          type
          """);

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.ofEntries(
        Map.entry("PaymentIntents.retrieve", call -> one(call, Kinds.PAYMENT_INTENT)),
        Map.entry("PaymentIntents.list", call -> list(call, Kinds.PAYMENT_INTENT)),
        Map.entry("Charges.retrieve", call -> one(call, Kinds.CHARGE)),
        Map.entry("Charges.list", call -> list(call, Kinds.CHARGE, "payment_intent")),
        Map.entry("BalanceTransactions.retrieve", call -> one(call, Kinds.BALANCE_TRANSACTION)),
        Map.entry(
            "BalanceTransactions.list",
            call -> list(call, Kinds.BALANCE_TRANSACTION, "source", "currency", "type")),
        Map.entry("Disputes.retrieve", call -> one(call, Kinds.DISPUTE)),
        Map.entry("Disputes.list", call -> list(call, Kinds.DISPUTE, "charge", "payment_intent")),
        Map.entry("TaxRates.retrieve", call -> one(call, Kinds.TAX_RATE)),
        Map.entry("Products.retrieve", call -> one(call, Kinds.PRODUCT)),
        Map.entry("Prices.retrieve", call -> one(call, Kinds.PRICE)));
  }

  /** The object of that kind that the path names. */
  static ObjectNode one(Call call, String kind) {
    RETRIEVED.check(call.params());
    return named(call, kind);
  }

  static ObjectNode named(Call call, String kind) {
    return call.transaction()
        .find(kind, call.id())
        .orElseThrow(
            () -> StripeError.noSuch(kind.replace('.', ' '), call.id(), idParameter(kind)));
  }

  private static String idParameter(String kind) {
    return switch (kind) {
      case Kinds.SESSION -> "session";
      case Kinds.PAYMENT_INTENT -> "intent";
      case Kinds.INVOICE -> "invoice";
      case Kinds.CUSTOMER -> "customer";
      default -> "id";
    };
  }

  private static ObjectNode list(Call call, String kind, String... filters) {
    LISTED.check(call.params());
    List<ObjectNode> all = call.transaction().newestFirst(kind).toList();
    return Lists.page(call, all, matching(call, filters), call.operation().template());
  }
}

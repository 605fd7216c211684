package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.billing.BankTransfers;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** What belongs to a customer: tax ids, which nobody verifies here, and the cash balance. */
@Singleton
class CustomerPartEndpoints implements Endpoints {
  private static final Offered CREATED = Offered.of("type\nvalue\nexpand[*]");
  private static final Offered LISTED =
      Offered.of("expand[*]\nlimit\nstarting_after\nending_before");
  private static final int LONGEST = 50;

  private final BankTransfers transfers;
  private final Blank blank;
  private final Events events;
  private final SimTime time;

  CustomerPartEndpoints(BankTransfers transfers, Blank blank, Events events, SimTime time) {
    this.transfers = transfers;
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Customers.createTaxId", this::create,
        "Customers.retrieveTaxId", CustomerPartEndpoints::one,
        "Customers.listTaxIds", call -> list(call, Kinds.TAX_ID, "tax_ids"),
        "Customers.deleteTaxId", this::delete,
        "Customers.retrieveCashBalance", this::balance,
        "Customers.listCashBalanceTransactions",
            call -> list(call, Kinds.CASH, "cash_balance_transactions"));
  }

  private ObjectNode create(Call call) {
    CREATED.check(call.params());
    return add(call, ReadEndpoints.named(call, Kinds.CUSTOMER), call.params(), "");
  }

  /**
   * Adds a tax id to a customer.
   *
   * @param within the parameter that holds {@code sent}; empty for the request itself
   */
  ObjectNode add(Call call, ObjectNode customer, JsonNode sent, String within) {
    String value = sent.get("value").asText();
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9 ./-]*") || value.length() > LONGEST) {
      throw StripeError.parameter(
          "tax_id_invalid", within.isEmpty() ? "value" : within + "[value]", "Invalid tax id.");
    }
    ObjectNode id = blank.of("TaxId").put("id", Ids.of("txi", 24)).put("created", time.seconds());
    id.set("type", sent.get("type"));
    id.put("value", value).set("customer", customer.get("id"));
    if (sent.get("type").asText().equals("eu_vat")) {
      id.put("country", value.substring(0, Math.min(2, value.length())));
    }
    ObjectNode owner = id.putObject("owner").put("type", "customer").putNull("customer_account");
    owner.set("customer", customer.get("id"));
    id.putObject("verification")
        .put("status", "unavailable")
        .putNull("verified_address")
        .putNull("verified_name");
    call.transaction().put(Kinds.TAX_ID, id);
    events.happened(call.transaction(), "customer.tax_id.created", id, call.cause());
    return id;
  }

  private static ObjectNode one(Call call) {
    return call.transaction()
        .find(Kinds.TAX_ID, call.varying().get(1))
        .filter(id -> id.get("customer").asText().equals(call.id()))
        .orElseThrow(() -> StripeError.noSuch("tax_id", call.varying().get(1), "id"));
  }

  private ObjectNode delete(Call call) {
    ObjectNode id = one(call);
    call.transaction().remove(Kinds.TAX_ID, id.get("id").asText());
    events.happened(call.transaction(), "customer.tax_id.deleted", id, call.cause());
    ObjectNode gone = Json.object().put("object", "tax_id").put("deleted", true);
    gone.set("id", id.get("id"));
    return gone;
  }

  private ObjectNode balance(Call call) {
    ReadEndpoints.one(call, Kinds.CUSTOMER);
    return transfers.balance(call.transaction(), call.id());
  }

  private static ObjectNode list(Call call, String kind, String path) {
    LISTED.check(call.params());
    ReadEndpoints.named(call, Kinds.CUSTOMER);
    return Lists.page(
        call,
        of(call.transaction(), kind, call.id()),
        any -> true,
        "/v1/customers/" + call.id() + "/" + path);
  }

  /** What of this kind belongs to a customer, newest first. */
  static List<ObjectNode> of(Transaction transaction, String kind, String customer) {
    return transaction
        .newestFirst(kind)
        .filter(each -> each.get("customer").asText().equals(customer))
        .toList();
  }
}

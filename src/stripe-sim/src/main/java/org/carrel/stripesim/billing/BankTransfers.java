package org.carrel.stripesim.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Payments;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;

/**
 * Money that comes by bank transfer: it goes to the customer's cash balance, which pays each open
 * invoice that it covers whole, those due first before others. What is too little for an invoice,
 * and what is left over, stays in the balance. An invoice more than 30 days overdue is not paid by
 * itself any more.
 */
@Singleton
public class BankTransfers {
  /** The kinds of transfer, by the currency in which they come. */
  public static final Map<String, String> KINDS =
      Map.of(
          "usd", "us_bank_transfer",
          "eur", "eu_bank_transfer",
          "gbp", "gb_bank_transfer",
          "jpy", "jp_bank_transfer");

  private static final String BALANCE = "sim.cash_balance";
  private static final long REACH = 30 * InvoiceTerms.DAY;
  private static final Events.Cause NOBODY = Events.Cause.NOT_A_REQUEST;

  private final Payments payments;
  private final Settle settle;
  private final Blank blank;
  private final Events events;
  private final SimTime time;

  BankTransfers(Payments payments, Settle settle, Blank blank, Events events, SimTime time) {
    this.payments = payments;
    this.settle = settle;
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  /** How an invoice can be paid: by card, and by bank transfer where it says so. */
  static ArrayNode methods(ObjectNode invoice) {
    JsonNode types = invoice.at("/payment_settings/payment_method_types");
    return types.isArray() && !types.isEmpty() ? types.deepCopy() : Json.array().add("card");
  }

  /** Whether an invoice takes this way to pay. */
  public static boolean takes(ObjectNode invoice, String method) {
    for (JsonNode each : methods(invoice)) {
      if (each.asText().equals(method)) {
        return true;
      }
    }
    return false;
  }

  /** What lies in the customer's balance, by currency, as an object of the API. */
  public ObjectNode balance(Transaction transaction, String customer) {
    ObjectNode balance = blank.of("CashBalance").put("customer", customer);
    ((ObjectNode) balance.get("settings"))
        .put("reconciliation_mode", "automatic")
        .put("using_merchant_default", true);
    ObjectNode available = available(transaction, customer);
    if (!available.isEmpty()) {
      balance.set("available", available);
    }
    return balance;
  }

  /** How much of a currency lies there. */
  public static long available(Transaction transaction, String customer, String currency) {
    return available(transaction, customer).path(currency).asLong();
  }

  private static ObjectNode available(Transaction transaction, String customer) {
    return transaction
        .find(BALANCE, customer)
        .map(kept -> (ObjectNode) kept.get("available"))
        .orElseGet(Json::object);
  }

  /** A transfer arrives, and pays what it covers. */
  public void arrive(
      Transaction transaction, String customer, String currency, long amount, String sender) {
    ObjectNode entry = entry(transaction, customer, currency, amount, "funded");
    String kind = KINDS.get(currency);
    ObjectNode transfer = entry.putObject("funded").putObject("bank_transfer").put("type", kind);
    transfer.put("reference", reference(customer));
    transfer.putObject(kind).put("sender_name", sender);
    if (kind.equals("eu_bank_transfer")) {
      ((ObjectNode) transfer.get(kind)).putNull("bic").putNull("iban_last4");
    }
    keep(transaction, entry);
    events.happened(
        transaction, "cash_balance.funds_available", balance(transaction, customer), NOBODY);
    apply(transaction, customer);
  }

  /** What a customer writes on a transfer. */
  public static String reference(String customer) {
    return customer.substring(customer.length() - 12).toUpperCase(java.util.Locale.ROOT);
  }

  /** Pays from the balance what it covers. */
  void apply(Transaction transaction, String customer) {
    for (String id : waiting(transaction, customer)) {
      ObjectNode invoice = transaction.get(Kinds.INVOICE, id);
      String currency = invoice.get("currency").asText();
      long remaining = invoice.get("amount_remaining").asLong();
      Optional<ObjectNode> payment = Settle.expected(transaction, invoice);
      if (payment.isPresent() && available(transaction, customer, currency) >= remaining) {
        ObjectNode intent = Settle.intent(transaction, payment.get());
        ObjectNode entry = entry(transaction, customer, currency, -remaining, "applied_to_payment");
        entry.putObject("applied_to_payment").set("payment_intent", intent.get("id"));
        keep(transaction, entry);
        payments.fund(
            transaction,
            intent,
            invoice.get("customer_email").textValue(),
            invoice.get("customer_name").textValue());
        settle.paid(transaction, invoice, payment.get());
      }
    }
  }

  private List<String> waiting(Transaction transaction, String customer) {
    long now = time.seconds();
    return transaction
        .newestFirst(Kinds.INVOICE)
        .filter(invoice -> invoice.get("customer").asText().equals(customer))
        .filter(invoice -> Invoices.is(invoice, "open") && takes(invoice, "customer_balance"))
        .filter(invoice -> invoice.get("due_date").asLong() + REACH > now)
        .sorted(Comparator.comparingLong(invoice -> invoice.get("due_date").asLong()))
        .map(invoice -> invoice.get("id").asText())
        .toList();
  }

  private ObjectNode entry(
      Transaction transaction, String customer, String currency, long amount, String type) {
    ObjectNode entry = blank.of("CustomerCashBalanceTransaction").put("id", Ids.of("ccsbtxn", 24));
    entry.put("customer", customer).put("currency", currency).put("created", time.seconds());
    entry.put("net_amount", amount).put("type", type);
    return entry.put("ending_balance", available(transaction, customer, currency) + amount);
  }

  private void keep(Transaction transaction, ObjectNode entry) {
    String customer = entry.get("customer").asText();
    ObjectNode kept = Json.object().put("id", customer);
    ObjectNode available = available(transaction, customer);
    available.set(entry.get("currency").asText(), entry.get("ending_balance"));
    kept.set("available", available);
    transaction.put(BALANCE, kept);
    transaction.put(Kinds.CASH, entry);
    events.happened(transaction, "customer_cash_balance_transaction.created", entry, NOBODY);
  }
}

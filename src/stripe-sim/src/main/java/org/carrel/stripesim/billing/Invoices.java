package org.carrel.stripesim.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Limits;
import org.carrel.stripesim.checkout.Payments;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;
import org.carrel.stripesim.wire.StripeError;

/** What the seller does with an invoice: finalized, sent, paid elsewhere, voided, given up. */
@Singleton
public class Invoices {
  /** The page of an invoice, by the secret in its address. */
  static final String PAGE = "sim.invoice_page";

  private final SimConfig config;
  private final Payments payments;
  private final BankTransfers transfers;
  private final Settle settle;
  private final Blank blank;
  private final Events events;
  private final SimTime time;

  Invoices(
      SimConfig config,
      Payments payments,
      BankTransfers transfers,
      Settle settle,
      Blank blank,
      Events events,
      SimTime time) {
    this.config = config;
    this.payments = payments;
    this.transfers = transfers;
    this.settle = settle;
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  public static boolean is(ObjectNode invoice, String status) {
    return invoice.get("status").asText().equals(status);
  }

  /** Whether money for it is taken. */
  public static boolean payable(ObjectNode invoice) {
    return is(invoice, "open") || is(invoice, "uncollectible");
  }

  /** The invoice whose page has this secret. */
  public static Optional<ObjectNode> ofPage(Transaction transaction, String secret) {
    return transaction
        .find(PAGE, secret)
        .map(page -> transaction.get(Kinds.INVOICE, page.get("invoice").asText()));
  }

  /** Writes the customer's details into an invoice; once it is finalized they stay. */
  public static void copyCustomer(Transaction transaction, ObjectNode invoice) {
    ObjectNode customer = transaction.get(Kinds.CUSTOMER, invoice.get("customer").asText());
    for (String name : new String[] {"address", "email", "name", "phone", "tax_exempt"}) {
      invoice.set("customer_" + name, customer.path(name));
    }
    ArrayNode ids = invoice.putArray("customer_tax_ids");
    transaction
        .newestFirst(Kinds.TAX_ID)
        .filter(id -> id.get("customer").equals(customer.get("id")))
        .forEach(
            id -> {
              ObjectNode shown = Json.object();
              shown.set("type", id.get("type"));
              shown.set("value", id.get("value"));
              ids.insert(0, shown);
            });
  }

  /** The draft becomes an invoice: numbered, unchangeable, to be paid on a page of its own. */
  public void finalizeDraft(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    if (!is(invoice, "draft")) {
      throw StripeError.state(
          "invoice_not_editable",
          null,
          "This invoice is already finalized, you can't re-finalize a non-draft invoice.");
    }
    if (InvoiceLines.of(transaction, invoice.get("id").asText()).isEmpty()) {
      throw StripeError.state(
          "invoice_no_customer_line_items", null, "Nothing to invoice for customer.");
    }
    if (Limits.tooSmall(invoice.get("total").asLong(), invoice.get("currency").asText())) {
      throw StripeError.notOffered("a total below what can be charged");
    }
    copyCustomer(transaction, invoice);
    long now = time.seconds();
    invoice.put("status", "open").put("effective_at", now).put("ending_balance", 0);
    ((ObjectNode) invoice.get("status_transitions")).put("finalized_at", now);
    JsonNode days = transaction.get(InvoiceTerms.KIND, invoice.get("id").asText()).path("days");
    if (days.isNumber()) {
      invoice.put("due_date", now + days.asLong() * InvoiceTerms.DAY);
    }
    if (invoice.get("number").isNull()) {
      number(transaction, invoice);
    }
    page(transaction, invoice);
    expect(transaction, invoice, cause);
    transaction.put(Kinds.INVOICE, invoice);
    events.happened(transaction, "invoice.finalized", invoice, cause);
    if (invoice.get("total").asLong() == 0) {
      settle.free(transaction, invoice, cause);
    } else {
      transfers.apply(transaction, invoice.get("customer").asText());
      invoice.setAll(transaction.get(Kinds.INVOICE, invoice.get("id").asText()));
    }
  }

  private void number(Transaction transaction, ObjectNode invoice) {
    ObjectNode customer = transaction.get(Kinds.CUSTOMER, invoice.get("customer").asText());
    long next = customer.get("next_invoice_sequence").asLong();
    invoice.put("number", customer.get("invoice_prefix").asText() + "-" + "%04d".formatted(next));
    transaction.put(Kinds.CUSTOMER, customer.put("next_invoice_sequence", next + 1));
  }

  private void page(Transaction transaction, ObjectNode invoice) {
    ObjectNode page = Json.object().put("id", Ids.of("test", 40));
    page.set("invoice", invoice.get("id"));
    transaction.put(PAGE, page);
    invoice.put("hosted_invoice_url", config.baseUrl() + "/i/" + page.get("id").asText());
  }

  /** The payment that the invoice waits for. */
  private void expect(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    long due = invoice.get("amount_due").asLong();
    if (due == 0) {
      return;
    }
    ObjectNode data = Json.object();
    data.set("customer", invoice.get("customer"));
    data.put("description", "Invoice " + invoice.get("number").asText());
    data.set("payment_method_types", BankTransfers.methods(invoice));
    String currency = invoice.get("currency").asText();
    ObjectNode intent = payments.begin(transaction, due, currency, data, cause);
    ObjectNode payment = blank.of("InvoicePayment").put("id", Ids.of("inpay", 24));
    payment.put("amount_requested", due).put("currency", currency).put("created", time.seconds());
    payment.put("is_default", true).put("status", "open");
    payment.set("invoice", invoice.get("id"));
    ObjectNode by = payment.putObject("payment").put("type", "payment_intent");
    by.set("payment_intent", intent.get("id"));
    transaction.put(Kinds.INVOICE_PAYMENT, payment);
  }

  /** Sends it to the customer, which finalizes a draft. No mail goes anywhere. */
  public void send(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    if (is(invoice, "draft")) {
      finalizeDraft(transaction, invoice, cause);
    } else if (!payable(invoice)) {
      throw wrongState(invoice, "sent");
    }
    if (invoice.get("customer_email").isNull()) {
      throw StripeError.state(
          null, null, "The customer of this invoice has no email address: it cannot be sent.");
    }
    events.happened(transaction, "invoice.sent", invoice, cause);
  }

  /** Takes it back for ever. */
  public void voidIt(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    if (!payable(invoice)) {
      throw wrongState(invoice, "voided");
    }
    settle.giveUp(transaction, invoice, "void_invoice", cause);
    ((ObjectNode) invoice.get("status_transitions")).put("voided_at", time.seconds());
    transaction.put(Kinds.INVOICE, invoice.put("status", "void"));
    events.happened(transaction, "invoice.voided", invoice, cause);
  }

  /** Counts it as lost; it can still be paid. */
  public void uncollectible(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    if (!is(invoice, "open")) {
      throw wrongState(invoice, "marked uncollectible");
    }
    ((ObjectNode) invoice.get("status_transitions")).put("marked_uncollectible_at", time.seconds());
    transaction.put(Kinds.INVOICE, invoice.put("status", "uncollectible"));
    events.happened(transaction, "invoice.marked_uncollectible", invoice, cause);
  }

  /** Its money came by a way that is not Stripe's. */
  public void paidElsewhere(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    if (is(invoice, "paid")) {
      throw StripeError.state(null, null, "Invoice is already paid");
    }
    if (!payable(invoice)) {
      throw wrongState(invoice, "paid");
    }
    settle.giveUp(transaction, invoice, "automatic", cause);
    settle.elsewhere(transaction, invoice, cause);
  }

  private static StripeError wrongState(ObjectNode invoice, String done) {
    return StripeError.state(
        null,
        null,
        "You can only have an invoice "
            + done
            + " that is open. This one has the status "
            + invoice.get("status").asText()
            + ".");
  }
}

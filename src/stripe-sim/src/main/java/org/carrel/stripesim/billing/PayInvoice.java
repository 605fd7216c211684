package org.carrel.stripesim.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Checkout.Challenged;
import org.carrel.stripesim.checkout.Checkout.Changed;
import org.carrel.stripesim.checkout.Checkout.Closed;
import org.carrel.stripesim.checkout.Checkout.Declined;
import org.carrel.stripesim.checkout.Checkout.Paid;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Payer;
import org.carrel.stripesim.checkout.Payments;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Json;

/** What the customer does on the page of an invoice: pays it by card or sends a transfer. */
@Singleton
public class PayInvoice {
  private static final String PENDING = "sim.invoice_payer";
  private static final Events.Cause NOBODY = Events.Cause.NOT_A_REQUEST;

  private final Records records;
  private final Payments payments;
  private final BankTransfers transfers;
  private final Settle settle;
  private final Events events;

  PayInvoice(
      Records records, Payments payments, BankTransfers transfers, Settle settle, Events events) {
    this.records = records;
    this.payments = payments;
    this.transfers = transfers;
    this.settle = settle;
    this.events = events;
  }

  /** An invoice, the payment that it waits for, and the payment's intent. */
  private record Due(Transaction transaction, ObjectNode invoice, ObjectNode payment) {
    ObjectNode intent() {
      return Settle.intent(transaction, payment);
    }
  }

  /**
   * Tries to pay what is left with a card.
   *
   * @param page the secret of the invoice's page
   * @param seen the amount that the customer saw
   */
  public Checkout.Result card(String page, Payer payer, Optional<Long> seen) {
    return whileDue(
        page,
        due -> {
          if (seen.isPresent() && seen.get() != due.invoice().get("amount_remaining").asLong()) {
            return new Changed();
          }
          return attempt(due, payer);
        });
  }

  private Checkout.Result attempt(Due due, Payer payer) {
    ObjectNode intent = due.intent();
    switch (payer.card().outcome()) {
      case PAID -> {
        payments.succeed(due.transaction(), intent, payer, false);
        return paid(due);
      }
      case DECLINED -> {
        payments.decline(due.transaction(), intent, payer);
        tried(due, "invoice.payment_failed");
        return new Declined(payer.card().message());
      }
      default -> {
        String url = due.invoice().get("hosted_invoice_url").asText() + "/authenticate";
        payments.challenge(due.transaction(), intent, url);
        ObjectNode pending = Json.object();
        pending.set("id", due.invoice().get("id"));
        pending.set("payer", payer.toJson());
        due.transaction().put(PENDING, pending);
        tried(due, "invoice.payment_action_required");
        return new Challenged();
      }
    }
  }

  /** The card's holder answered the challenge. */
  public Checkout.Result authenticated(String page, boolean successfully) {
    return whileDue(
        page,
        due -> {
          ObjectNode intent = due.intent();
          String id = due.invoice().get("id").asText();
          if (!intent.get("status").asText().equals("requires_action")) {
            return new Declined("There is nothing to authenticate: please enter a card.");
          }
          Payer payer = Payer.from(due.transaction().get(PENDING, id).get("payer"));
          due.transaction().remove(PENDING, id);
          if (!successfully) {
            payments.challengeFailed(due.transaction(), intent);
            tried(due, "invoice.payment_failed");
            return new Declined(Checkout.CHALLENGE_FAILED);
          }
          payments.succeed(due.transaction(), intent, payer, true);
          return paid(due);
        });
  }

  /** Money comes from the customer's bank; whether it pays the invoice is for the balance. */
  public void transfer(String page, long amount, String sender) {
    records.run(
        transaction -> {
          ObjectNode invoice = Invoices.ofPage(transaction, page).orElseThrow();
          transfers.arrive(
              transaction,
              invoice.get("customer").asText(),
              invoice.get("currency").asText(),
              amount,
              sender);
        });
  }

  private Checkout.Result whileDue(String page, Function<Due, Checkout.Result> work) {
    return records.inTransaction(
        transaction -> {
          ObjectNode invoice = Invoices.ofPage(transaction, page).orElseThrow();
          if (Invoices.is(invoice, "paid")) {
            return new Paid(invoice.get("hosted_invoice_url").asText());
          }
          Optional<ObjectNode> payment = Settle.expected(transaction, invoice);
          return Invoices.payable(invoice) && payment.isPresent()
              ? work.apply(new Due(transaction, invoice, payment.get()))
              : new Closed();
        });
  }

  private Checkout.Result paid(Due due) {
    settle.paid(due.transaction(), due.invoice(), due.payment());
    return new Paid(due.invoice().get("hosted_invoice_url").asText());
  }

  private void tried(Due due, String news) {
    Settle.attempted(due.invoice());
    due.transaction().put(Kinds.INVOICE, due.invoice());
    events.happened(due.transaction(), news, due.invoice(), NOBODY);
  }
}

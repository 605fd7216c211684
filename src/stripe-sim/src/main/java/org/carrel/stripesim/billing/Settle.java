package org.carrel.stripesim.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Payments;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;

/** An invoice becomes paid, or its open payment is given up. */
@Singleton
class Settle {
  private final Payments payments;
  private final Blank blank;
  private final Events events;
  private final SimTime time;

  Settle(Payments payments, Blank blank, Events events, SimTime time) {
    this.payments = payments;
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  /** The payment that an invoice waits for. */
  static Optional<ObjectNode> expected(Transaction transaction, ObjectNode invoice) {
    return transaction
        .newestFirst(Kinds.INVOICE_PAYMENT)
        .filter(payment -> payment.get("invoice").equals(invoice.get("id")))
        .filter(payment -> payment.get("status").asText().equals("open"))
        .findFirst()
        .map(ObjectNode::deepCopy);
  }

  /** Its payment intent. */
  static ObjectNode intent(Transaction transaction, ObjectNode payment) {
    return transaction.get(Kinds.PAYMENT_INTENT, payment.at("/payment/payment_intent").asText());
  }

  /** The payment intent of this payment succeeded. */
  void paid(Transaction transaction, ObjectNode invoice, ObjectNode payment) {
    arrived(transaction, payment, Events.Cause.NOT_A_REQUEST);
    attempted(invoice);
    done(transaction, invoice, Events.Cause.NOT_A_REQUEST);
    events.happened(transaction, "invoice.payment_succeeded", invoice, Events.Cause.NOT_A_REQUEST);
  }

  /** A way to pay was tried. */
  static void attempted(ObjectNode invoice) {
    invoice.put("attempted", true).put("attempt_count", invoice.get("attempt_count").asInt() + 1);
  }

  /** Nothing is to be paid. */
  void free(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    done(transaction, invoice, cause);
  }

  /** The whole amount came by another way: a record says so. */
  void elsewhere(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    long amount = invoice.get("amount_remaining").asLong();
    ObjectNode payment = blank.of("InvoicePayment").put("id", Ids.of("inpay", 24));
    payment.put("amount_requested", amount).put("created", time.seconds());
    payment.set("currency", invoice.get("currency"));
    payment.set("invoice", invoice.get("id"));
    ObjectNode by = payment.putObject("payment").put("type", "payment_record");
    by.put("payment_record", Ids.of("pr", 24));
    arrived(transaction, payment, cause);
    done(transaction, invoice, cause);
  }

  private void arrived(Transaction transaction, ObjectNode payment, Events.Cause cause) {
    payment.put("status", "paid").set("amount_paid", payment.get("amount_requested"));
    ((ObjectNode) payment.get("status_transitions")).put("paid_at", time.seconds());
    transaction.put(Kinds.INVOICE_PAYMENT, payment);
    events.happened(transaction, "invoice_payment.paid", payment, cause);
  }

  private void done(Transaction transaction, ObjectNode invoice, Events.Cause cause) {
    ObjectNode previous = Json.object();
    previous.set("status", invoice.get("status"));
    invoice.put("status", "paid").put("amount_remaining", 0);
    invoice.set("amount_paid", invoice.get("amount_due"));
    ((ObjectNode) invoice.get("status_transitions")).put("paid_at", time.seconds());
    transaction.put(Kinds.INVOICE, invoice);
    events.happened(transaction, "invoice.updated", invoice, previous, cause);
    events.happened(transaction, "invoice.paid", invoice, cause);
  }

  /** The payment that was waited for will not come. */
  void giveUp(Transaction transaction, ObjectNode invoice, String reason, Events.Cause cause) {
    expected(transaction, invoice)
        .ifPresent(
            payment -> {
              payments.cancel(transaction, intent(transaction, payment), reason, cause);
              ((ObjectNode) payment.get("status_transitions")).put("canceled_at", time.seconds());
              transaction.put(Kinds.INVOICE_PAYMENT, payment.put("status", "canceled"));
            });
  }
}

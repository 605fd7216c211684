package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Ids;

/** Movements on the account's balance. */
@Singleton
class Money {
  private static final long SETTLING_SECONDS = 2L * 24 * 3600;

  private final Blank blank;
  private final SimTime time;

  Money(Blank blank, SimTime time) {
    this.blank = blank;
    this.time = time;
  }

  /** Books a charge: 2.9 % and 30 minor units are the processor's fee. */
  String charged(Transaction transaction, ObjectNode charge) {
    long amount = charge.get("amount").asLong();
    long fee = Math.min(amount, Math.round(amount * 0.029) + 30);
    return book(transaction, "charge", amount, fee, charge);
  }

  /** Books a refund, which costs its whole amount; the fee is not given back. */
  String refunded(Transaction transaction, ObjectNode refund) {
    return book(transaction, "refund", -refund.get("amount").asLong(), 0, refund);
  }

  /** Books a refund back that did not reach its card. */
  String refundFailed(Transaction transaction, ObjectNode refund) {
    return book(transaction, "refund_failure", refund.get("amount").asLong(), 0, refund);
  }

  private String book(
      Transaction transaction, String type, long amount, long fee, ObjectNode source) {
    String currency = source.get("currency").asText();
    ObjectNode entry = blank.of("BalanceTransaction").put("id", Ids.of("txn", 24));
    entry.put("amount", amount).put("fee", fee).put("net", amount - fee);
    entry.put("currency", currency).put("type", type).put("reporting_category", type);
    entry.put("balance_type", "payments").put("status", "pending");
    entry.put("source", source.get("id").asText());
    entry.put("created", time.seconds()).put("available_on", time.seconds() + SETTLING_SECONDS);
    if (fee > 0) {
      ObjectNode detail = entry.putArray("fee_details").addObject().put("amount", fee);
      detail.putNull("application");
      detail.put("currency", currency).put("description", "Stripe processing fees");
      detail.put("type", "stripe_fee");
    }
    transaction.put(Kinds.BALANCE_TRANSACTION, entry);
    return entry.get("id").asText();
  }
}

package org.carrel.payments;

import java.util.Optional;
import org.carrel.payments.CardPayments.Answer;

/**
 * The port to the processor's invoices, which ask for the money of ours. As with {@link
 * CardPayments} no call is made inside a transaction, and each that makes or moves something is
 * written down first: as text, letter by letter, with an idempotency key. A bill comes about in
 * four calls: customer (once for an institution), draft, lines, and that it goes out.
 */
public interface InvoicePayments {
  /** The call that makes the customer of a bill. */
  String customer(Bill bill);

  /** The call that makes the draft of a bill, without lines. */
  String draft(String customer, Bill bill);

  /** The call that adds the lines of a bill to its draft. */
  String lines(String draft, Bill bill);

  /** The call by which a draft goes out: it can be paid and does not change any more. */
  String sendOut(String draft);

  /** The call that tells the processor how an invoice was settled with us. */
  String close(String invoice, Closing how);

  /** How an invoice was settled without the processor. */
  enum Closing {
    /** All its money came by another way. */
    PAID_ELSEWHERE,
    /** It is taken back. */
    TAKEN_BACK
  }

  /** Makes a call that was written down; what is done is told by the processor's id of it. */
  Answer<String> make(String idempotencyKey, String call);

  /**
   * Writes name, address and standing to tax of a bill into a customer who was made for an earlier
   * one. The same again changes nothing.
   *
   * @throws CardPayments.PaymentsUnavailable when the processor cannot be asked
   */
  void correct(String customer, Bill bill);

  /**
   * The customer who names the institution of a bill, looked for by its address.
   *
   * @throws CardPayments.PaymentsUnavailable when the processor cannot be asked
   */
  Optional<String> customerOf(Bill bill);

  /**
   * The invoice that names our invoice, among those of a customer.
   *
   * @throws CardPayments.PaymentsUnavailable when the processor cannot be asked
   */
  Optional<String> invoiceOf(String customer, String invoiceId);

  /**
   * All facts of an invoice, fetched now; nothing where there is none.
   *
   * @throws CardPayments.PaymentsUnavailable when the processor cannot be asked
   */
  Optional<InvoiceFacts> facts(String invoice);
}

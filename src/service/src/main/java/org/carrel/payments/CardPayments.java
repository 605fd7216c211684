package org.carrel.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * The port to the card processor. Calls go over the network: never inside a transaction. Each call
 * that moves something takes an idempotency key and the exact parameters that were stored with it
 * before; the same pair again gives the same result and moves nothing twice.
 */
public interface CardPayments {
  /** The exact parameters of a payment page, as text to store before {@link #openCheckout}. */
  String checkoutParameters(CheckoutRequest request);

  /** Opens a payment page from stored parameters. */
  Answer<Checkout> openCheckout(String idempotencyKey, String parameters);

  /** The exact parameters of a full refund, as text to store before {@link #refund}. */
  String refundParameters(String orderId, String paymentIntentId);

  /** Gives back all that is left of a payment. */
  Answer<PaymentFacts.Refund> refund(String idempotencyKey, String parameters);

  /**
   * All facts of a payment page and its money, fetched now; nothing where there is no such page.
   *
   * @param withRefunds whether refunds are known of, so that they are asked for even where nothing
   *     counts as refunded any more: one that was made may have failed
   * @throws PaymentsUnavailable when the processor cannot be asked
   */
  Optional<PaymentFacts> facts(String sessionId, boolean withRefunds);

  /** As {@link #facts(String, boolean)}, where no refund is known of. */
  default Optional<PaymentFacts> facts(String sessionId) {
    return facts(sessionId, false);
  }

  /**
   * The payment page that names this order, among those made between two instants.
   *
   * @throws PaymentsUnavailable when the processor cannot be asked
   */
  Optional<String> sessionOf(String orderId, Instant from, Instant until);

  /**
   * The order that a payment names.
   *
   * @throws PaymentsUnavailable when the processor cannot be asked
   */
  Optional<String> orderOf(String paymentIntentId);

  /**
   * A payment page.
   *
   * @param sessionId the processor's id
   * @param url where the buyer pays
   */
  record Checkout(String sessionId, String url) {}

  /** What came of a call that moves something. */
  sealed interface Answer<T> {
    /** It is done. */
    record Done<T>(T value) implements Answer<T> {}

    /** It is not done and will not be: a repetition would be refused again. */
    record Refused<T>(String code) implements Answer<T> {}

    /** It may be done or not: only the same key with the same parameters is safe. */
    record Unclear<T>(String why) implements Answer<T> {}
  }

  /** The processor cannot be asked now; what was asked may be asked again. */
  final class PaymentsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PaymentsUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

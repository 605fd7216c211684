package org.carrel.payments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the processor says of one invoice at one moment. Facts only: whether they fit is for the
 * room that asks.
 *
 * @param id the processor's id
 * @param invoiceId our invoice, which it names
 * @param livemode whether real money moves
 * @param lined whether its lines are there
 * @param total what it asks for, in the unit of {@code base.Money}
 * @param currency ISO 4217, upper case
 * @param page where it is paid, null while it is a draft
 * @param receipts money that came through the processor
 */
public record InvoiceFacts(
    String id,
    @Nullable String invoiceId,
    boolean livemode,
    State state,
    boolean lined,
    long total,
    String currency,
    @Nullable String page,
    List<Receipt> receipts) {
  public InvoiceFacts {
    receipts = List.copyOf(receipts);
  }

  /** Where it stands. */
  public enum State {
    DRAFT,
    OPEN,
    PAID,
    VOID,
    UNCOLLECTIBLE
  }

  /**
   * Money that came.
   *
   * @param paymentId the processor's id of it
   * @param byCard else by bank transfer
   * @param at when it came
   * @param returned whether all of it went back
   */
  public record Receipt(
      String paymentId, long amount, boolean byCard, Instant at, boolean returned) {}
}

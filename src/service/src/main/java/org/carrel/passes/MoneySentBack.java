package org.carrel.passes;

import org.carrel.base.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money of an order is on its way back: all of it (then the order is REFUNDED and what it gave is
 * taken back) or a part. Fired in the transaction that writes it, once for a refund.
 *
 * @param refundId the processor's id of the refund
 * @param amount how much
 * @param creditNote number of its credit note; null where the order was never invoiced
 */
public record MoneySentBack(
    Order order, Plan plan, String refundId, Money amount, @Nullable String creditNote) {
  /** Whether nothing of the order's money is left with us. */
  public boolean all() {
    return order.state() == OrderState.REFUNDED;
  }
}

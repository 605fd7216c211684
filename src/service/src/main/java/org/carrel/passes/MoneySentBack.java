package org.carrel.passes;

import org.carrel.base.Money;

/**
 * Money of an order is on its way back: all of it (then the order is REFUNDED and what it gave is
 * taken back) or a part. Fired in the transaction that writes it, once for a refund.
 *
 * @param refundId the processor's id of the refund
 * @param amount how much
 */
public record MoneySentBack(Order order, Plan plan, String refundId, Money amount) {
  /** Whether nothing of the order's money is left with us. */
  public boolean all() {
    return order.state() == OrderState.REFUNDED;
  }
}

package org.carrel.passes;

import org.carrel.base.Money;

/**
 * A refund that was told of before came to nothing: the money is with us again. Fired in the
 * transaction that writes it, once for a refund.
 *
 * @param withdrawal whether a withdrawal failed with it, which is news of its own
 */
public record RefundFailed(
    Order order, Plan plan, String refundId, Money amount, boolean withdrawal) {}

package org.carrel.passes;

import static org.carrel.passes.OrderState.*;

import org.carrel.base.TransitionTable;

/** What can happen to an order, always read from facts that Stripe was asked for. */
public enum OrderEvent {
  SESSION_CREATED,
  /** Stripe has no session for this order. */
  NO_SESSION,
  PAYMENT_PROCESSING,
  PAYMENT_FAILED,
  SESSION_EXPIRED,
  PAID_IN_FULL,
  /** Money is with us, for the first time or again, and a check does not hold. */
  CHECKS_FAILED,
  /** A member of staff looked and accepted the payment. */
  ACCEPTED,
  FRAUD_WARNED,
  DISPUTE_OPENED,
  /** Nothing is held any more, through refunds. */
  MONEY_RETURNED,
  /** Nothing is held any more, through a dispute. */
  MONEY_WITHDRAWN,
  /** Money is held again: a refund failed or a dispute was decided for us. */
  MONEY_HELD;

  /** Every allowed move of an order (DESIGN.md, States). */
  public static final TransitionTable<OrderState, OrderEvent> TABLE =
      TransitionTable.startingAt(NEW, OrderEvent.class)
          .on(NEW, SESSION_CREATED, AWAITING)
          .on(NEW, NO_SESSION, ABANDONED)
          .on(AWAITING, PAID_IN_FULL, PAID)
          .on(AWAITING, PAYMENT_PROCESSING, PROCESSING)
          .on(AWAITING, SESSION_EXPIRED, ABANDONED)
          .on(AWAITING, CHECKS_FAILED, REVIEW)
          .on(PROCESSING, PAID_IN_FULL, PAID)
          .on(PROCESSING, PAYMENT_FAILED, FAILED)
          .on(PROCESSING, CHECKS_FAILED, REVIEW)
          .on(ABANDONED, PAID_IN_FULL, PAID)
          .on(ABANDONED, CHECKS_FAILED, REVIEW)
          .on(FAILED, PAID_IN_FULL, PAID)
          .on(FAILED, CHECKS_FAILED, REVIEW)
          .on(REVIEW, ACCEPTED, PAID)
          .on(REVIEW, MONEY_RETURNED, REFUNDED)
          .on(REVIEW, DISPUTE_OPENED, DISPUTED)
          .on(PAID, MONEY_RETURNED, REFUNDED)
          .on(PAID, DISPUTE_OPENED, DISPUTED)
          .on(PAID, FRAUD_WARNED, FRAUD_REVIEW)
          .on(PAID, CHECKS_FAILED, REVIEW)
          .on(FRAUD_REVIEW, ACCEPTED, PAID)
          .on(FRAUD_REVIEW, MONEY_RETURNED, REFUNDED)
          .on(FRAUD_REVIEW, DISPUTE_OPENED, DISPUTED)
          .on(REFUNDED, MONEY_HELD, PAID)
          .on(REFUNDED, CHECKS_FAILED, REVIEW)
          .on(REFUNDED, DISPUTE_OPENED, DISPUTED)
          .on(DISPUTED, MONEY_HELD, PAID)
          .on(DISPUTED, CHECKS_FAILED, REVIEW)
          .on(DISPUTED, MONEY_RETURNED, REFUNDED)
          .on(DISPUTED, MONEY_WITHDRAWN, CHARGED_BACK)
          .on(CHARGED_BACK, MONEY_HELD, PAID)
          .on(CHARGED_BACK, CHECKS_FAILED, REVIEW)
          .on(CHARGED_BACK, MONEY_RETURNED, REFUNDED)
          .on(CHARGED_BACK, DISPUTE_OPENED, DISPUTED)
          .build();
}

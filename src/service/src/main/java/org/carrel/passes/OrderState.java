package org.carrel.passes;

/** Where a purchase attempt stands; what moves it is in {@link OrderEvent}'s table. */
public enum OrderState {
  /** Written down, the payment page not yet known to exist. */
  NEW,
  /** The payment page exists, nothing is paid. */
  AWAITING,
  /** The buyer has paid in a way that settles later. */
  PROCESSING,
  /** The money is held and every check holds: the only state that gives access. */
  PAID,
  /** The payment page closed without a payment. */
  ABANDONED,
  /** A payment that settles later did not. */
  FAILED,
  /** Money arrived but a check does not hold: a person looks, or it goes back by itself. */
  REVIEW,
  /** The card network warned of fraud. */
  FRAUD_REVIEW,
  /** All money went back by refunds. */
  REFUNDED,
  /** The bank asked about the payment and it is not decided. */
  DISPUTED,
  /** All money went back through a dispute. */
  CHARGED_BACK
}

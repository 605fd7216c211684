package org.carrel.sales;

/** What the people of a trial are told of. */
public enum TrialStep {
  /** It is approved and begins later. */
  APPROVED,
  STARTED,
  EXTENDED,
  ENDS_SOON,
  ENDED,
  STOPPED,
  DECLINED,
  WITHDRAWN
}

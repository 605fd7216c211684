package org.carrel.passes;

/** Where a pass stands; what moves it is in {@link PassEvent}'s table. */
public enum PassState {
  /** Paid, the clock not started. */
  READY,
  /** The clock runs. */
  ACTIVE,
  /** The window is over. */
  ENDED,
  /** Not started within the plan's days. */
  LAPSED,
  /** Paused for a reason; the clock runs on. */
  SUSPENDED,
  /** Taken back: its source is no longer paid. */
  REVOKED;

  /** Whether it can be read with, now or later. */
  public boolean isOfUse() {
    return this == READY || this == ACTIVE || this == SUSPENDED;
  }
}

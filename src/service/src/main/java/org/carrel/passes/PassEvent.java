package org.carrel.passes;

import static org.carrel.passes.PassState.*;

import org.carrel.base.TransitionTable;

/** What can happen to a pass. */
public enum PassEvent {
  START,
  /** The days in which it may be started are over. */
  LAPSE,
  /** The end of the window is reached. */
  TIME_OVER,
  SUSPEND,
  REVOKE,
  /** Its end moved beyond now. */
  LENGTHEN,
  /** Staff gives a lapsed pass new days. */
  REOPEN,
  /** A suspension is lifted, or money came back: each names where the clock puts the pass. */
  RETURN_READY,
  RETURN_ACTIVE,
  RETURN_LAPSED,
  RETURN_ENDED;

  /** Every allowed move of a pass (DESIGN.md, States). */
  public static final TransitionTable<PassState, PassEvent> TABLE =
      TransitionTable.startingAt(READY, PassEvent.class)
          .on(READY, START, ACTIVE)
          .on(READY, LAPSE, LAPSED)
          .on(READY, SUSPEND, SUSPENDED)
          .on(READY, REVOKE, REVOKED)
          .on(ACTIVE, TIME_OVER, ENDED)
          .on(ACTIVE, SUSPEND, SUSPENDED)
          .on(ACTIVE, REVOKE, REVOKED)
          .on(SUSPENDED, RETURN_READY, READY)
          .on(SUSPENDED, RETURN_ACTIVE, ACTIVE)
          .on(SUSPENDED, RETURN_LAPSED, LAPSED)
          .on(SUSPENDED, RETURN_ENDED, ENDED)
          .on(SUSPENDED, REVOKE, REVOKED)
          .on(ENDED, LENGTHEN, ACTIVE)
          .on(ENDED, REVOKE, REVOKED)
          .on(LAPSED, REOPEN, READY)
          .on(LAPSED, REVOKE, REVOKED)
          .on(REVOKED, RETURN_READY, READY)
          .on(REVOKED, RETURN_ACTIVE, ACTIVE)
          .on(REVOKED, RETURN_LAPSED, LAPSED)
          .on(REVOKED, RETURN_ENDED, ENDED)
          .build();
}

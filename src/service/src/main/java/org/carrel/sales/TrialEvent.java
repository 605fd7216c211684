package org.carrel.sales;

import static org.carrel.sales.TrialState.*;

import org.carrel.base.TransitionTable;

/** What can happen to a trial. */
public enum TrialEvent {
  /** Staff, or the rules, allow it. */
  APPROVE,
  DECLINE,
  /** Who asked takes it back before it began. */
  WITHDRAW,
  /** Its first day begins. */
  START,
  /** It gets another last day, also after its end. */
  EXTEND,
  /** Its last day is over. */
  END,
  /** Staff take it back at once. */
  STOP,
  /** A quote for what is tried is accepted. */
  CONVERT;

  public static final TransitionTable<TrialState, TrialEvent> TABLE =
      TransitionTable.startingAt(REQUESTED, TrialEvent.class)
          .on(REQUESTED, APPROVE, APPROVED)
          .on(REQUESTED, DECLINE, DECLINED)
          .on(REQUESTED, WITHDRAW, WITHDRAWN)
          .on(APPROVED, START, RUNNING)
          .on(APPROVED, WITHDRAW, WITHDRAWN)
          .on(RUNNING, EXTEND, RUNNING)
          .on(RUNNING, END, ENDED)
          .on(RUNNING, STOP, STOPPED)
          .on(RUNNING, CONVERT, CONVERTED)
          .on(ENDED, EXTEND, RUNNING)
          .on(ENDED, CONVERT, CONVERTED)
          .end(STOPPED)
          .end(CONVERTED)
          .end(DECLINED)
          .end(WITHDRAWN)
          .build();
}

package org.carrel.sales;

import static org.carrel.sales.AgreementState.ENDED;
import static org.carrel.sales.AgreementState.IN_FORCE;
import static org.carrel.sales.AgreementState.IN_GRACE;
import static org.carrel.sales.AgreementState.SIGNED;
import static org.carrel.sales.AgreementState.SUCCEEDED;
import static org.carrel.sales.AgreementState.SUSPENDED;
import static org.carrel.sales.AgreementState.TERMINATED;

import org.carrel.base.TransitionTable;

/** What can happen to an agreement. */
public enum AgreementEvent {
  /** Its first day began, or a courtesy opened it earlier. */
  BEGIN,
  /** Payment grace is over and money is missing. */
  SUSPEND,
  /** What was owed is there, and the term still runs. */
  RESTORE,
  /** The term is over, its renewal is under way, and nothing is owed past its grace. */
  ENTER_GRACE,
  /** The agreement that renews it began. */
  SUCCEED,
  /** The term is over and nothing follows, or renewal grace is over. */
  END,
  TERMINATE;

  /** Every allowed move of an agreement. */
  public static final TransitionTable<AgreementState, AgreementEvent> TABLE =
      TransitionTable.startingAt(SIGNED, AgreementEvent.class)
          .on(SIGNED, BEGIN, IN_FORCE)
          .on(SIGNED, TERMINATE, TERMINATED)
          .on(IN_FORCE, SUSPEND, SUSPENDED)
          .on(IN_FORCE, ENTER_GRACE, IN_GRACE)
          .on(IN_FORCE, SUCCEED, SUCCEEDED)
          .on(IN_FORCE, END, ENDED)
          .on(IN_FORCE, TERMINATE, TERMINATED)
          .on(SUSPENDED, RESTORE, IN_FORCE)
          .on(SUSPENDED, ENTER_GRACE, IN_GRACE)
          .on(SUSPENDED, SUCCEED, SUCCEEDED)
          .on(SUSPENDED, END, ENDED)
          .on(SUSPENDED, TERMINATE, TERMINATED)
          .on(IN_GRACE, SUSPEND, SUSPENDED)
          .on(IN_GRACE, SUCCEED, SUCCEEDED)
          .on(IN_GRACE, END, ENDED)
          .on(IN_GRACE, TERMINATE, TERMINATED)
          .on(ENDED, SUCCEED, SUCCEEDED)
          .end(SUCCEEDED)
          .end(ENDED)
          .end(TERMINATED)
          .build();
}

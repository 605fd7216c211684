package org.carrel.sales;

import static org.carrel.sales.RequestState.*;

import org.carrel.base.TransitionTable;

/** What can happen to a request. */
public enum RequestEvent {
  /** Who asked pressed the button behind the mailed link. */
  CONFIRM,
  /** The days for that are over. */
  EXPIRE,
  /** A member of staff works on it. */
  TAKE,
  ANSWER,
  DECLINE,
  WITHDRAW;

  public static final TransitionTable<RequestState, RequestEvent> TABLE =
      TransitionTable.startingAt(UNCONFIRMED, RequestEvent.class)
          .on(UNCONFIRMED, CONFIRM, RECEIVED)
          .on(UNCONFIRMED, EXPIRE, EXPIRED)
          .on(RECEIVED, TAKE, IN_WORK)
          .on(RECEIVED, ANSWER, ANSWERED)
          .on(RECEIVED, WITHDRAW, WITHDRAWN)
          .on(IN_WORK, ANSWER, ANSWERED)
          .on(IN_WORK, DECLINE, DECLINED)
          .on(IN_WORK, WITHDRAW, WITHDRAWN)
          .end(EXPIRED)
          .end(ANSWERED)
          .end(DECLINED)
          .end(WITHDRAWN)
          .build();
}

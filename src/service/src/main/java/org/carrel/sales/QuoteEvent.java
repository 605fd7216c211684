package org.carrel.sales;

import static org.carrel.sales.QuoteState.*;

import org.carrel.base.TransitionTable;

/** What can happen to a version of a quote. */
public enum QuoteEvent {
  /** More is taken off than one member of staff may. */
  ASK_APPROVAL,
  SEND,
  /** A second person approved, which sends it. */
  APPROVE,
  /** A second person gave it back. */
  RETURN,
  DISCARD,
  ACCEPT,
  DECLINE,
  LAPSE,
  WITHDRAW,
  /** A newer version was sent. */
  SUPERSEDE;

  /** Every allowed move of a version of a quote. */
  public static final TransitionTable<QuoteState, QuoteEvent> TABLE =
      TransitionTable.startingAt(DRAFT, QuoteEvent.class)
          .on(DRAFT, ASK_APPROVAL, IN_APPROVAL)
          .on(DRAFT, SEND, SENT)
          .on(DRAFT, DISCARD, DISCARDED)
          .on(IN_APPROVAL, APPROVE, SENT)
          .on(IN_APPROVAL, RETURN, DRAFT)
          .on(IN_APPROVAL, DISCARD, DISCARDED)
          .on(SENT, ACCEPT, ACCEPTED)
          .on(SENT, DECLINE, DECLINED)
          .on(SENT, LAPSE, LAPSED)
          .on(SENT, WITHDRAW, WITHDRAWN)
          .on(SENT, SUPERSEDE, SUPERSEDED)
          .on(LAPSED, SUPERSEDE, SUPERSEDED)
          .on(DECLINED, SUPERSEDE, SUPERSEDED)
          .end(ACCEPTED)
          .end(WITHDRAWN)
          .end(SUPERSEDED)
          .end(DISCARDED)
          .build();
}

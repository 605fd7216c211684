package org.carrel.sales;

import static org.carrel.sales.InvoiceState.CREDITED;
import static org.carrel.sales.InvoiceState.DISCARDED;
import static org.carrel.sales.InvoiceState.DRAFT;
import static org.carrel.sales.InvoiceState.OPEN;
import static org.carrel.sales.InvoiceState.PAID;
import static org.carrel.sales.InvoiceState.PART_PAID;
import static org.carrel.sales.InvoiceState.VOID;
import static org.carrel.sales.InvoiceState.WRITTEN_OFF;

import org.carrel.base.TransitionTable;

/** What can happen to the invoice of an agreement. Money moves it by what is held of it. */
public enum InvoiceEvent {
  /** It goes out, with its number. */
  ISSUE,
  DISCARD,
  /** All of its payments came back. */
  NOTHING_HELD,
  PART_HELD,
  ALL_HELD,
  CANCEL,
  CREDIT,
  WRITE_OFF;

  /** Every allowed move of an invoice of an agreement. */
  public static final TransitionTable<InvoiceState, InvoiceEvent> TABLE =
      TransitionTable.startingAt(DRAFT, InvoiceEvent.class)
          .on(DRAFT, ISSUE, OPEN)
          .on(DRAFT, DISCARD, DISCARDED)
          .on(OPEN, PART_HELD, PART_PAID)
          .on(OPEN, ALL_HELD, PAID)
          .on(OPEN, CANCEL, VOID)
          .on(OPEN, CREDIT, CREDITED)
          .on(OPEN, WRITE_OFF, WRITTEN_OFF)
          .on(PART_PAID, ALL_HELD, PAID)
          .on(PART_PAID, NOTHING_HELD, OPEN)
          .on(PART_PAID, CREDIT, CREDITED)
          .on(PART_PAID, WRITE_OFF, WRITTEN_OFF)
          .on(PAID, PART_HELD, PART_PAID)
          .on(PAID, NOTHING_HELD, OPEN)
          .on(PAID, CREDIT, CREDITED)
          .on(WRITTEN_OFF, PART_HELD, PART_PAID)
          .on(WRITTEN_OFF, ALL_HELD, PAID)
          .end(VOID)
          .end(CREDITED)
          .end(DISCARDED)
          .build();
}

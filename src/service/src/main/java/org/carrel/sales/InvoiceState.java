package org.carrel.sales;

/**
 * Where the invoice of an agreement stands; what moves it is in {@link InvoiceEvent}'s table. That
 * it is overdue is a fact of the clock, not a state.
 */
public enum InvoiceState {
  /** Being made; it has no number. */
  DRAFT("Draft"),
  OPEN("Open"),
  PART_PAID("Paid in part"),
  PAID("Paid"),
  /** Taken back before any money came. */
  VOID("Void"),
  CREDITED("Credited"),
  /** Nobody expects the rest any more. */
  WRITTEN_OFF("Written off"),
  /** Given up before it went out. */
  DISCARDED("Discarded");

  private final String word;

  InvoiceState(String word) {
    this.word = word;
  }

  /** As pages say it. */
  public String word() {
    return word;
  }

  /** Whether money is expected for it. */
  public boolean isOwed() {
    return this == OPEN || this == PART_PAID;
  }
}

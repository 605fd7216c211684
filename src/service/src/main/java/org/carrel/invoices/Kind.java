package org.carrel.invoices;

/** The kinds of documents; each has a series of numbers of its own. */
public enum Kind {
  /** What was sold, marked paid or due. */
  INVOICE("", "Invoice"),
  /** Money of an invoice that went back. */
  CREDIT_NOTE("-CN", "Credit note"),
  /** Takes a credit note back whose money did not go back after all. */
  DEBIT_NOTE("-DN", "Debit note");

  private final String suffix;
  private final String title;

  Kind(String suffix, String title) {
    this.suffix = suffix;
    this.title = title;
  }

  /** The word at the head of the document. */
  public String title() {
    return title;
  }

  /** The number under which people know it: {@code CR-2026-000001}. */
  String number(String series, int year, int serial) {
    return "%s%s-%d-%06d".formatted(series, suffix, year, serial);
  }
}

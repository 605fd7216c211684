package org.carrel.stripesim.billing;

/** Within how many days after it is finalized an invoice is due, as long as it is a draft. */
public final class InvoiceTerms {
  /** Records with the number as {@code days}, null where a date was given instead. */
  public static final String KIND = "sim.invoice_terms";

  public static final long DAY = 24 * 3600L;

  private InvoiceTerms() {}
}

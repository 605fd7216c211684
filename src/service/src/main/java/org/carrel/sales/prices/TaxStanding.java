package org.carrel.sales.prices;

/** How a buyer stands to tax. */
public enum TaxStanding {
  TAXED("Tax as in the buyer's country"),
  EXEMPT("Exempt: the buyer shows a certificate"),
  REVERSE_CHARGE("Reverse charge: the buyer has a tax id and owes the tax itself");

  private final String label;

  TaxStanding(String label) {
    this.label = label;
  }

  /** As staff choose it. */
  public String label() {
    return label;
  }
}

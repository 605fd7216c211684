package org.carrel.invoices;

import java.util.List;

/**
 * Who sells, as it stood when a document was written.
 *
 * @param legalName the legal name
 * @param address lines of the postal address, the country's name last
 * @param taxId tax id with its kind
 */
public record Seller(String legalName, List<String> address, String taxId) {
  public Seller {
    address = List.copyOf(address);
  }
}

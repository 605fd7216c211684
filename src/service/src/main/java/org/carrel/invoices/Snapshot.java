package org.carrel.invoices;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a document says, as it said it on its day.
 *
 * @param seller who sold
 * @param paidOn the day of the books on which the sale was paid
 * @param sale the sale; of a credit or debit note, the sale that its invoice billed
 * @param share what of the sale a credit or debit note is about; null of an invoice
 */
record Snapshot(Seller seller, LocalDate paidOn, Draft sale, @Nullable Share share) {
  /**
   * A part of a sale.
   *
   * @param of number of the document that this one changes
   * @param issuedOn the day of that document
   * @param taxes tax of each rate, in the order of the sale's rates
   * @param total with tax
   */
  record Share(String of, LocalDate issuedOn, List<Long> taxes, long total) {
    Share {
      taxes = List.copyOf(taxes);
    }

    long tax() {
      return taxes.stream().mapToLong(Long::longValue).sum();
    }

    long net() {
      return total - tax();
    }
  }
}

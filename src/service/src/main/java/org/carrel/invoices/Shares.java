package org.carrel.invoices;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits what is credited of an invoice into net and tax. Each rate is rounded on the sum credited
 * so far, not on the single credit note: so however a total is credited away, part by part, the
 * parts sum to the invoice to the smallest unit.
 */
final class Shares {
  private Shares() {}

  /**
   * The tax in a credit note, rate by rate.
   *
   * @param total of the invoice, above zero
   * @param taxes of the invoice, rate by rate
   * @param credited what was credited before and stands
   * @param creditedTaxes the tax in that, rate by rate
   * @param amount what is credited now, with tax; at most what is left
   */
  static List<Long> of(
      long total, List<Long> taxes, long credited, List<Long> creditedTaxes, long amount) {
    if (amount < 1 || amount > total - credited) {
      throw new IllegalArgumentException(amount + " of " + (total - credited) + " left");
    }
    List<Long> shares = new ArrayList<>();
    for (int i = 0; i < taxes.size(); i++) {
      shares.add(rounded(taxes.get(i), credited + amount, total) - creditedTaxes.get(i));
    }
    return shares;
  }

  /** {@code tax * part / total}, half up; the whole tax of the whole total. */
  private static long rounded(long tax, long part, long total) {
    BigInteger twice = BigInteger.valueOf(tax).multiply(BigInteger.valueOf(part)).shiftLeft(1);
    return twice
        .add(BigInteger.valueOf(total))
        .divide(BigInteger.valueOf(total).shiftLeft(1))
        .longValueExact();
  }
}

package org.carrel.sales.prices;

import java.util.List;
import org.carrel.base.Money;

/**
 * An offer worked out.
 *
 * @param lines year by year, member by member, collection by collection
 * @param net the sum of the lines
 * @param taxed how the tax came about, or why there is none
 */
public record Priced(List<Line> lines, Money net, Money tax, String taxed, Money total) {
  public Priced {
    lines = List.copyOf(lines);
  }

  /**
   * What one member pays for one collection in one year of the term.
   *
   * @param year 1 for the first
   * @param collection its number
   * @param what whom and what it is for
   * @param computation how the amount came about, from the price of a year on
   */
  public record Line(
      int year,
      Offer.Member member,
      int collection,
      String what,
      String computation,
      Money amount) {}

  /** The rounding rule, in one sentence. */
  public String rule() {
    return Share.RULE;
  }
}

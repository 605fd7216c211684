package org.carrel.landing.web;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;
import org.carrel.passes.Prices;

/**
 * A plan as pages offer it.
 *
 * @param code its code
 * @param name what people call it
 * @param price with the sign of the currency
 * @param tax what stands beside the price: {@code plus tax}
 * @param note what it includes
 * @param everything whether it opens the whole library
 */
record Offer(String code, String name, String price, String tax, String note, boolean everything) {

  /** Every plan on sale. */
  static List<Offer> all(Plans plans, Prices prices) {
    return plans.onSale().stream().map(plan -> of(plan, prices)).toList();
  }

  /** The plans on sale that open a document of these collections. */
  static List<Offer> opening(Plans plans, Prices prices, Collection<Integer> collections) {
    return plans.onSale().stream()
        .filter(plan -> opens(plan, collections))
        .map(plan -> of(plan, prices))
        .toList();
  }

  private static boolean opens(Plan plan, Collection<Integer> collections) {
    return plan.terms().collections().isEmpty()
        || !Collections.disjoint(plan.terms().collections(), collections);
  }

  private static Offer of(Plan plan, Prices prices) {
    Integer pages = plan.terms().pages();
    Integer downloads = plan.terms().downloads();
    String reading = pages == null ? "Unlimited reading" : pages + " pages to read";
    String taking = downloads == null ? "unlimited downloads" : downloads + " downloads";
    return new Offer(
        plan.code(),
        plan.name(),
        prices.of(plan).toString(),
        prices.note(),
        reading + ", " + taking,
        plan.terms().collections().isEmpty());
  }
}

package org.carrel.sales.prices;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.carrel.base.Money;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;

/**
 * The price book, {@code config/prices.yaml}.
 *
 * @param prices by collection, currency and type, band by band, of one year
 * @param discounts what is taken off
 * @param taxes by country
 * @param terms what quotes say besides
 */
public record PriceBook(
    Map<Integer, Map<String, Map<InstitutionType, List<Long>>>> prices,
    Discounts discounts,
    Map<String, Tax> taxes,
    Terms terms) {

  /**
   * Discounts and increase; each table from the number on that it takes.
   *
   * @param increase by how much the list rises a year
   * @param cap how much of that a quote over several years takes on
   * @param alone how much a member of staff may take off without a second person
   */
  public record Discounts(
      NavigableMap<Integer, Percent> collections,
      NavigableMap<Integer, Percent> members,
      NavigableMap<Integer, Percent> years,
      Percent increase,
      Percent cap,
      Percent alone) {}

  /** A country's tax, and whether a business with a tax id owes it itself. */
  public record Tax(String name, Percent percent, boolean reverseCharge) {}

  /**
   * What quotes say besides prices.
   *
   * @param validDays how long a quote can be accepted
   * @param paymentDays when an invoice is due
   */
  public record Terms(
      int validDays,
      int paymentDays,
      List<String> remittance,
      String authorizedUsers,
      String licence) {}

  /** The price of a year. */
  Money price(int collection, String currency, Offer.Member member) {
    List<Long> bands = prices.get(collection).get(currency).get(member.type());
    return new Money(bands.get(member.band().ordinal()), currency);
  }

  /** Whether a collection has a price in a currency. */
  public boolean sells(int collection, String currency) {
    return prices.getOrDefault(collection, Map.of()).containsKey(currency);
  }

  /** Every currency that anything is priced in. */
  public Set<String> currencies() {
    return prices.values().stream()
        .flatMap(book -> book.keySet().stream())
        .collect(Collectors.toCollection(() -> new TreeSet<String>(Comparator.reverseOrder())));
  }

  /** Whether a buyer of this country may owe its tax itself. */
  public boolean reversesCharge(String country) {
    return Optional.ofNullable(taxes.get(country)).filter(Tax::reverseCharge).isPresent();
  }

  /** How many bands a row of prices has. */
  static int bands() {
    return FteBand.values().length;
  }
}

package org.carrel.desk.web;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.carrel.institutions.Institution;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.TaxStanding;

/**
 * What the form of a quote offers to choose from.
 *
 * @param institution whom it is for
 * @param members the institution itself, then its parts
 * @param collections those that have a price
 */
record QuoteChoices(
    Institution institution,
    List<Institution> members,
    List<Offer.Volume> collections,
    Collection<String> currencies) {

  static QuoteChoices of(
      Institution institution,
      List<Institution> parts,
      List<Offer.Volume> collections,
      Collection<String> currencies) {
    List<Institution> members = Stream.concat(Stream.of(institution), parts.stream()).toList();
    return new QuoteChoices(institution, members, collections, currencies);
  }

  public List<TaxStanding> taxes() {
    return List.of(TaxStanding.values());
  }
}

package org.carrel.sales.prices;

import java.util.List;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;

/**
 * What is to be priced.
 *
 * @param currency ISO 4217
 * @param country where the buyer is, two capital letters
 * @param members who reads: one institution, or the members of a consortium
 * @param collections what they read, at least one
 * @param agreed what staff take off besides
 */
public record Offer(
    String currency,
    String country,
    TaxStanding tax,
    Term term,
    List<Member> members,
    List<Volume> collections,
    Percent agreed) {
  public Offer {
    members = List.copyOf(members);
    collections = List.copyOf(collections);
    if (members.isEmpty() || collections.isEmpty()) {
      throw new IllegalArgumentException("an offer has somebody who reads and something to read");
    }
  }

  /** An institution by what its price goes by. */
  public record Member(String name, InstitutionType type, FteBand band) {}

  /**
   * A collection as it stands on a quote.
   *
   * @param titles how many titles it holds
   */
  public record Volume(int number, String name, int titles) {}
}

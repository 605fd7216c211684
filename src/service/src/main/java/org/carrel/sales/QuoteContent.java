package org.carrel.sales;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.carrel.invoices.Seller;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.Priced;
import org.jspecify.annotations.Nullable;

/**
 * All that a version of a quote says. What is sent keeps it, whatever changes afterwards.
 *
 * @param institution its name
 * @param zone in which the days of its term and its own last day begin and end
 * @param memberIds whom the prices are for, in the order of the offer's members
 * @param seats how many read at the same time; null for no limit
 * @param agreedWhy why staff took something off; empty where they did not
 * @param note anything else that the buyer is told; may be empty
 * @param issue what is known since it was sent; null before
 */
public record QuoteContent(
    String institution,
    String zone,
    Recipient recipient,
    Buyer buyer,
    Offer offer,
    List<String> memberIds,
    Priced priced,
    PriceBook.Terms terms,
    @Nullable Integer seats,
    String authorizedUsers,
    String licence,
    String agreedWhy,
    String note,
    @Nullable Issue issue) {
  public QuoteContent {
    memberIds = List.copyOf(memberIds);
  }

  /** Whom it is sent to. */
  public record Recipient(String name, String email) {}

  /**
   * Who buys.
   *
   * @param address lines of the postal address, the country's name last
   * @param taxId with its kind; may be empty
   */
  public record Buyer(String legalName, List<String> address, String taxId) {
    public Buyer {
      address = List.copyOf(address);
    }
  }

  /**
   * How it went out.
   *
   * @param date the day on which it was sent, in the institution's zone
   * @param validUntil the last day on which it can be accepted
   * @param seller who sells
   */
  public record Issue(LocalDate date, LocalDate validUntil, Seller seller) {}

  /** The zone of its days. */
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** How many may read at the same time, in words. */
  public String seatWords() {
    return seats == null ? "No limit" : seats + " at the same time";
  }

  QuoteContent issued(Issue how) {
    return new QuoteContent(
        institution,
        zone,
        recipient,
        buyer,
        offer,
        memberIds,
        priced,
        terms,
        seats,
        authorizedUsers,
        licence,
        agreedWhy,
        note,
        how);
  }

  /** The same for another offer, before it is sent. */
  QuoteContent renewed(Offer next, Priced worked, PriceBook.Terms today) {
    return new QuoteContent(
        institution,
        zone,
        recipient,
        buyer,
        next,
        memberIds,
        worked,
        today,
        seats,
        authorizedUsers,
        licence,
        agreedWhy,
        note,
        null);
  }

  /** Without what people typed. */
  @Override
  public String toString() {
    return "QuoteContent[" + priced.total() + "]";
  }
}

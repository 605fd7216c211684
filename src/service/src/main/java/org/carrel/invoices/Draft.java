package org.carrel.invoices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/**
 * A sale that is to be billed: paid, or due on a day. Amounts are in the unit of {@code
 * base.Money}.
 *
 * @param orderId the order; it has one invoice
 * @param orderReference the order as people read it out
 * @param paidAt when it became paid; of what is due later, when it was sold
 * @param description what was sold
 * @param currency ISO 4217
 * @param price before discount; holds its tax where prices do
 * @param discount what was taken off
 * @param code the code that took it off, null where none did
 * @param taxes each rate
 * @param total what was paid
 * @param buyer who bought
 * @param clientMatter the buyer's own reference, for billing it on
 * @param card what paid, null where nothing had to be paid
 * @param time the time that was bought, null where none is told
 * @param due when and how it is to be paid; null for what is paid
 */
public record Draft(
    String orderId,
    String orderReference,
    Instant paidAt,
    String description,
    String currency,
    long price,
    long discount,
    @Nullable String code,
    List<Tax> taxes,
    long total,
    Buyer buyer,
    @Nullable String clientMatter,
    @Nullable Card card,
    @Nullable Time time,
    @Nullable Due due) {
  public Draft {
    taxes = List.copyOf(taxes);
    long onTop = taxes.stream().filter(tax -> !tax.inclusive()).mapToLong(Tax::amount).sum();
    if (total < 0 || total != price - discount + onTop) {
      throw new IllegalArgumentException("the sums of order " + orderId + " do not add up");
    }
  }

  /** A sale that is paid. */
  public Draft(
      String orderId,
      String orderReference,
      Instant paidAt,
      String description,
      String currency,
      long price,
      long discount,
      @Nullable String code,
      List<Tax> taxes,
      long total,
      Buyer buyer,
      @Nullable String clientMatter,
      @Nullable Card card,
      @Nullable Time time) {
    this(
        orderId,
        orderReference,
        paidAt,
        description,
        currency,
        price,
        discount,
        code,
        taxes,
        total,
        buyer,
        clientMatter,
        card,
        time,
        null);
  }

  /** All tax. */
  public long tax() {
    return taxes.stream().mapToLong(Tax::amount).sum();
  }

  /** What is left of the total without its tax. */
  public long net() {
    return total - tax();
  }

  /**
   * One rate of tax.
   *
   * @param name of the tax; where there is no percentage, all that is said about it
   * @param percentage may be empty
   * @param taxable what it is worked out on, without the tax
   * @param reverseCharge whether the buyer owes it
   */
  public record Tax(
      String name,
      String percentage,
      boolean inclusive,
      long taxable,
      long amount,
      boolean reverseCharge) {}

  /**
   * The time that was bought.
   *
   * @param length exactly so long
   * @param zone the buyer's zone, null where it is not known
   * @param window from when until when, null where that is not fixed yet
   */
  public record Time(Duration length, @Nullable String zone, @Nullable Window window) {}

  /**
   * Who bought.
   *
   * @param names firm and person, as far as they were given, else the e-mail address
   * @param address lines of the postal address, the country's name last
   * @param taxIds with their kinds
   */
  public record Buyer(List<String> names, List<String> address, List<String> taxIds) {
    public Buyer {
      names = List.copyOf(names);
      address = List.copyOf(address);
      taxIds = List.copyOf(taxIds);
    }

    @Override
    public String toString() {
      return "Buyer";
    }
  }

  /** The card that paid; {@code descriptor} is what its statement shows, null where unknown. */
  public record Card(String brand, String last4, @Nullable String descriptor) {}

  /**
   * How a sale is to be paid.
   *
   * @param day the last day on which it is paid in time
   * @param poNumber of the buyer's purchase order; may be empty
   * @param term what was bought, by its days
   * @param remittance where the money goes, line by line
   */
  public record Due(LocalDate day, String poNumber, String term, List<String> remittance) {
    public Due {
      remittance = List.copyOf(remittance);
    }
  }
}

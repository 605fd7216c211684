package org.carrel.payments;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was sold on a payment page, to whom and at which tax. Amounts are in the unit of {@code
 * base.Money}.
 *
 * @param currency ISO 4217, upper case
 * @param subtotal sum of the lines, before discount; holds the tax where prices do
 * @param discount what was taken off
 * @param code the promotion code that took it off, null where none did
 * @param tax all tax, whether in the price or on top
 * @param taxes each rate
 * @param total what was asked for
 * @param buyer who bought
 * @param fields what the buyer wrote into fields of ours, by key; empty answers are left out
 * @param card what paid, null where nothing had to be paid
 */
public record Sale(
    String currency,
    long subtotal,
    long discount,
    @Nullable String code,
    long tax,
    List<Tax> taxes,
    long total,
    Buyer buyer,
    Map<String, String> fields,
    @Nullable Card card) {
  /** Key of the field for the reference under which the buyer bills it on. */
  public static final String CLIENT_MATTER = "clientmatter";

  public Sale {
    taxes = List.copyOf(taxes);
    fields = Map.copyOf(fields);
  }

  /** Holds names and addresses: not for logs. */
  @Override
  public String toString() {
    return "Sale[" + total + " " + currency + "]";
  }

  /**
   * One rate of tax.
   *
   * @param name what it is called where it is owed: {@code VAT}
   * @param percentage as a decimal number: {@code 19}
   * @param inclusive whether the price holds it
   * @param taxable what it is worked out on, without the tax
   * @param amount the tax
   * @param reverseCharge whether the buyer owes it instead of the seller
   */
  public record Tax(
      String name,
      String percentage,
      boolean inclusive,
      long taxable,
      long amount,
      boolean reverseCharge) {}

  /**
   * Who bought, as far as the page asked.
   *
   * @param name a person's name or a firm's
   * @param business the firm, where it was given apart from the name
   * @param taxIds tax ids, each as its kind and its value: {@code eu_vat DE123456789}
   */
  public record Buyer(
      @Nullable String name,
      @Nullable String business,
      @Nullable Address address,
      List<TaxId> taxIds) {
    public Buyer {
      taxIds = List.copyOf(taxIds);
    }

    @Override
    public String toString() {
      return "Buyer";
    }
  }

  /** A tax id: its kind as the processor names it ({@code eu_vat}) and its value. */
  public record TaxId(String type, String value) {}

  /** A postal address; what was not given is null. */
  public record Address(
      @Nullable String line1,
      @Nullable String line2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String postalCode,
      @Nullable String country) {
    @Override
    public String toString() {
      return "Address";
    }
  }

  /**
   * The card that paid.
   *
   * @param brand as people know it: {@code Visa}
   * @param last4 its last four digits
   * @param descriptor what the card statement shows, null where it is not known
   */
  public record Card(String brand, String last4, @Nullable String descriptor) {}
}

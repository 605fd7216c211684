package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.stripesim.spec.Blank;

/**
 * Rates of tax by billing country. Figures for demonstrations: no claim is made about any law, and
 * neither product, nor region, nor the buyer's own tax id changes them.
 */
public final class DemoTax {
  /** Where a buyer is taken to be until they say otherwise. */
  public static final String USUAL_COUNTRY = "US";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private record Figure(String percentage, String name, String type, String reason) {}

  private static final Map<String, Figure> FIGURES =
      Map.of(
          "US", new Figure("7", "Sales Tax", "sales_tax", "standard_rated"),
          "DE", new Figure("19", "VAT", "vat", "standard_rated"),
          "GB", new Figure("20", "VAT", "vat", "standard_rated"),
          "JP", new Figure("10", "JCT", "jct", "standard_rated"),
          "KW", new Figure("0", "VAT", "vat", "zero_rated"));
  private static final Figure NOWHERE = new Figure("0", "Tax", "", "not_collecting");

  private static final List<String> COUNTRIES = List.of(Locale.getISOCountries());

  private DemoTax() {}

  public static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  /** Every country, by its two letters. */
  public static List<String> countries() {
    return COUNTRIES;
  }

  private static Figure figure(String country) {
    return FIGURES.getOrDefault(country, NOWHERE);
  }

  /**
   * The tax on an amount, exact.
   *
   * @param taxable what is left after discounts; holds the tax already if {@code inclusive}
   */
  static BigDecimal on(long taxable, String country, boolean inclusive) {
    BigDecimal rate = new BigDecimal(figure(country).percentage());
    BigDecimal base = inclusive ? HUNDRED.add(rate) : HUNDRED;
    return BigDecimal.valueOf(taxable).multiply(rate).divide(base, 12, RoundingMode.HALF_UP);
  }

  static String reason(String country) {
    return figure(country).reason();
  }

  /** The rate as an object of the API. */
  static ObjectNode rate(Blank blank, String country, boolean inclusive) {
    Figure figure = figure(country);
    ObjectNode rate = blank.of("TaxRate");
    rate.put("id", "txr_sim" + country + (inclusive ? "Inclusive" : "Exclusive"));
    rate.put("active", true).put("country", country).put("jurisdiction_level", "country");
    rate.put("display_name", figure.name()).put("inclusive", inclusive);
    rate.put("jurisdiction", new Locale("", country).getDisplayCountry(Locale.ENGLISH));
    rate.put("percentage", Integer.parseInt(figure.percentage()));
    rate.put("effective_percentage", Integer.parseInt(figure.percentage()));
    rate.put("rate_type", "percentage");
    if (!figure.type().isEmpty()) {
      rate.put("tax_type", figure.type());
    }
    return rate;
  }
}

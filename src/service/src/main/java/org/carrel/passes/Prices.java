package org.carrel.passes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.carrel.base.Money;
import org.jspecify.annotations.Nullable;

/**
 * In which currency a page shows its prices, and the same page in the other currencies. The
 * currency stands in the address, so that every cache keeps the pages apart; the page without one
 * shows the default and is the canonical one.
 *
 * @param currency the currency of this page
 * @param note what stands beside each price: {@code plus tax}
 * @param choices every currency on offer, the default one first
 */
public record Prices(String currency, String note, List<Choice> choices) {
  /**
   * A currency to choose.
   *
   * @param name in words: {@code US Dollar}
   * @param at the page in this currency, as path and query
   */
  public record Choice(String currency, String name, String at, boolean chosen) {}

  /**
   * The prices for a page.
   *
   * @param asked the currency that the address names; one that is not on offer counts as none
   * @param path the page's path
   * @param query what else its address holds; empty values are left out
   */
  public static Prices of(
      Plans plans, @Nullable String asked, String path, Map<String, String> query) {
    List<String> offered = plans.currencies();
    String currency = asked != null && offered.contains(asked) ? asked : plans.currency();
    List<Choice> choices =
        offered.stream()
            .map(
                one ->
                    new Choice(
                        one,
                        Currency.getInstance(one).getDisplayName(Locale.ENGLISH),
                        at(path, query, one.equals(plans.currency()) ? "" : one),
                        one.equals(currency)))
            .toList();
    return new Prices(currency, plans.priceNote(currency), choices);
  }

  /** The price of a plan on this page. */
  public Money of(Plan plan) {
    return plan.price(currency);
  }

  /** Whether there is anything to choose. */
  public boolean many() {
    return choices.size() > 1;
  }

  /** Whether the sum to pay is known only once the payment page knows where the buyer is. */
  public boolean plusTax() {
    return note.startsWith("plus");
  }

  private static String at(String path, Map<String, String> query, String currency) {
    Map<String, String> all = new TreeMap<>(query);
    all.put("currency", currency);
    StringJoiner joined = new StringJoiner("&", "?", "").setEmptyValue("");
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            joined.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return path + joined;
  }
}

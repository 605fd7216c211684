package org.carrel.base;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An amount of money, in the unit in which the card processor counts the currency.
 *
 * <p>That unit is not always ISO 4217's (docs.stripe.com/currencies): some currencies are counted
 * whole, some in thousandths, and two that have no cents are still counted in hundredths.
 *
 * @param minor the amount in that unit: cents for USD, yen for JPY, fils for KWD; may be negative
 * @param currency ISO 4217, three upper-case letters
 */
public record Money(long minor, String currency) {
  private static final Set<String> WHOLE =
      Set.of(
          "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF",
          "XOF", "XPF");

  /** Counted in thousandths; what is charged is a multiple of ten of them. */
  private static final Set<String> THOUSANDTHS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

  /** Without cents, yet counted in hundredths; what is charged ends in two zeros. */
  private static final Set<String> WHOLE_IN_HUNDREDTHS = Set.of("ISK", "UGX");

  /** Where a currency's code stands directly at its digits; a sign such as $ stands well there. */
  private static final Pattern CODE_AT_DIGITS =
      Pattern.compile("(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Z])");

  public Money {
    Currency.getInstance(currency); // refuses what is no ISO 4217 code
  }

  /** Nothing, in {@code currency}. */
  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  /** The sum of two amounts of one currency. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, same(other).minor), currency);
  }

  /** This amount less another of the same currency. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, same(other).minor), currency);
  }

  public boolean isZero() {
    return minor == 0;
  }

  /** How many decimal digits the unit stands for: 2 for cents. */
  public static int exponent(String currency) {
    if (WHOLE.contains(currency)) {
      return 0;
    }
    return THOUSANDTHS.contains(currency) ? 3 : 2;
  }

  /** The smallest amount that can be charged, and of which every charge is a multiple. */
  public static long step(String currency) {
    if (WHOLE_IN_HUNDREDTHS.contains(currency)) {
      return 100;
    }
    return THOUSANDTHS.contains(currency) ? 10 : 1;
  }

  /** Whether a card can be charged exactly this: above zero and a multiple of the step. */
  public boolean isChargeable() {
    return minor > 0 && minor % step(currency) == 0;
  }

  /** As people write it in {@code locale}: {@code $29.00}, {@code ¥4,300}, {@code KWD 8.900}. */
  public String format(Locale locale) {
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance(currency));
    int digits = digits();
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return CODE_AT_DIGITS.matcher(format.format(amount())).replaceAll("\u00a0");
  }

  /** The amount as a decimal number of the currency. */
  public BigDecimal amount() {
    return BigDecimal.valueOf(minor, exponent(currency));
  }

  @Override
  public String toString() {
    return format(Locale.US);
  }

  /** No cents where people use none; a share that has some shows them all the same. */
  private int digits() {
    return WHOLE_IN_HUNDREDTHS.contains(currency) && minor % 100 == 0 ? 0 : exponent(currency);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return other;
  }
}

package org.carrel.base;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * An amount of money.
 *
 * @param minor the amount in the currency's smallest unit (cents for USD); may be negative
 * @param currency ISO 4217, three upper-case letters
 */
public record Money(long minor, String currency) {
  public Money {
    Currency.getInstance(currency); // refuses what is no ISO 4217 code
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

  /** As people write it in {@code locale}: {@code $29.00}. */
  public String format(Locale locale) {
    Currency unit = Currency.getInstance(currency);
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(unit);
    format.setMinimumFractionDigits(unit.getDefaultFractionDigits());
    format.setMaximumFractionDigits(unit.getDefaultFractionDigits());
    return format.format(BigDecimal.valueOf(minor, unit.getDefaultFractionDigits()));
  }

  @Override
  public String toString() {
    return format(Locale.US);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return other;
  }
}

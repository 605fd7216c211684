package org.carrel.sales.prices;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.carrel.base.Money;

/**
 * An amount worked out exactly, as a fraction, until it is rounded.
 *
 * @param above the numerator, in the unit of {@link Money}; not below zero
 * @param below the denominator, above zero
 */
record Share(BigInteger above, BigInteger below) {
  /** How quotes are rounded, as they say it. */
  static final String RULE =
      "Every line is worked out exactly and rounded once, at its end, half up to the smallest amount"
          + " that can be charged in its currency; the tax is worked out on the sum of the lines and"
          + " rounded likewise.";

  static Share of(long minor) {
    return new Share(BigInteger.valueOf(minor), BigInteger.ONE);
  }

  Share times(long numerator, long denominator) {
    return new Share(
        above.multiply(BigInteger.valueOf(numerator)),
        below.multiply(BigInteger.valueOf(denominator)));
  }

  Share times(BigDecimal factor) {
    BigDecimal plain = factor.setScale(Math.max(0, factor.scale()));
    return new Share(
        above.multiply(plain.unscaledValue()), below.multiply(BigInteger.TEN.pow(plain.scale())));
  }

  /** Half up to a multiple of the currency's step. */
  Money rounded(String currency) {
    BigInteger step = BigInteger.valueOf(Money.step(currency));
    BigInteger whole = below.multiply(step);
    BigInteger steps = above.shiftLeft(1).add(whole).divide(whole.shiftLeft(1));
    return new Money(steps.multiply(step).longValueExact(), currency);
  }
}

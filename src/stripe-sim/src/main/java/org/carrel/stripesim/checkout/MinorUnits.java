package org.carrel.stripesim.checkout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How Stripe counts a currency: in which unit amounts are written, and in which steps they go.
 *
 * <p>Source: docs.stripe.com/currencies (zero-decimal, three-decimal and special cases).
 */
public final class MinorUnits {
  private static final Set<String> WITHOUT_DECIMALS =
      Set.of(
          "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
          "xof", "xpf");
  private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

  /** Written with two decimals which are always 00. */
  private static final Set<String> WHOLE_ONLY = Set.of("isk", "ugx");

  private MinorUnits() {}

  /** How many digits of an amount stand after the point. */
  static int digits(String currency) {
    if (WITHOUT_DECIMALS.contains(currency)) {
      return 0;
    }
    return THREE_DECIMALS.contains(currency) ? 3 : 2;
  }

  /** Every amount in this currency is a multiple of this. */
  public static long step(String currency) {
    if (THREE_DECIMALS.contains(currency)) {
      return 10;
    }
    return WHOLE_ONLY.contains(currency) ? 100 : 1;
  }

  /** The amount, half up, that can be charged. */
  static long rounded(BigDecimal exact, String currency) {
    BigDecimal step = BigDecimal.valueOf(step(currency));
    return exact.divide(step, 0, RoundingMode.HALF_UP).multiply(step).longValueExact();
  }

  /**
   * An amount that a person wrote, such as {@code 1250.00}, in minor units; nothing where it is no
   * amount of this currency.
   */
  public static Optional<Long> read(String written, String currency) {
    if (!written.matches("\\d{1,9}(\\.\\d{1,3})?")) {
      return Optional.empty();
    }
    try {
      long minor = new BigDecimal(written).movePointRight(digits(currency)).longValueExact();
      return minor % step(currency) == 0 ? Optional.of(minor) : Optional.empty();
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** As {@link #read} takes it: {@code 1250.00}. */
  public static String plain(long minor, String currency) {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
  }

  /** For instance {@code $19.00}, {@code ¥2900} or {@code KWD 5.900}. */
  public static String shown(long minor, String currency) {
    Currency known = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
    String symbol = known.getSymbol(Locale.US);
    BigDecimal amount = BigDecimal.valueOf(Math.abs(minor), digits(currency));
    if (WHOLE_ONLY.contains(currency)) {
      amount = amount.setScale(0, RoundingMode.UNNECESSARY);
    }
    boolean word = Character.isLetter(symbol.charAt(symbol.length() - 1));
    return (minor < 0 ? "−" : "") + symbol + (word ? " " : "") + amount.toPlainString();
  }
}

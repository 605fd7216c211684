package org.carrel.sales.prices;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A percentage from 0 to 100 with at most two decimals.
 *
 * @param value the number before the sign
 */
public record Percent(BigDecimal value) implements Comparable<Percent> {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final Pattern SHAPE = Pattern.compile("\\d{1,3}([.,]\\d{1,2})?");

  /** Nothing off. */
  public static final Percent NONE = new Percent(BigDecimal.ZERO);

  public Percent {
    value = value.stripTrailingZeros();
    value = value.scale() < 0 ? value.setScale(0) : value;
    if (value.signum() < 0 || value.compareTo(ALL) > 0 || value.scale() > 2) {
      throw new IllegalArgumentException("a percentage is 0 to 100 with at most two decimals");
    }
  }

  /** The percentage that was typed; nothing where it is none. */
  public static Optional<Percent> parse(String text) {
    String typed = text.strip().replace("%", "").strip();
    return SHAPE.matcher(typed).matches()
        ? Optional.of(new BigDecimal(typed.replace(',', '.')))
            .filter(value -> value.compareTo(ALL) <= 0)
            .map(Percent::new)
        : Optional.empty();
  }

  public boolean isNone() {
    return value.signum() == 0;
  }

  /** What is left after it is taken off, as a factor: 0.95 of 5 percent. */
  BigDecimal left() {
    return plain(ALL.subtract(value).movePointLeft(2));
  }

  /** What it makes of one when it is put on: 1.03 of 3 percent. */
  BigDecimal grown() {
    return plain(ALL.add(value).movePointLeft(2));
  }

  @Override
  public int compareTo(Percent other) {
    return value.compareTo(other.value);
  }

  /** {@code 4.5 %}. */
  @Override
  public String toString() {
    return value.toPlainString() + " %";
  }

  private static BigDecimal plain(BigDecimal factor) {
    BigDecimal stripped = factor.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}

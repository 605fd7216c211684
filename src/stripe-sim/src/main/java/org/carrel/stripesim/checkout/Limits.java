package org.carrel.stripesim.checkout;

import java.util.Map;

/** The least and the most that one charge may take, in minor units. */
public final class Limits {
  /** 50 where nothing else is known here. */
  private static final Map<String, Long> SMALLEST = Map.of("gbp", 30L, "jpy", 50L, "chf", 50L);

  private static final long LARGEST = 99_999_999L;

  private Limits() {}

  /** Nothing at all is not too small: it needs no charge. */
  public static boolean tooSmall(long total, String currency) {
    return total != 0 && total < SMALLEST.getOrDefault(currency, 50L);
  }

  public static boolean tooLarge(long total) {
    return total > LARGEST;
  }
}

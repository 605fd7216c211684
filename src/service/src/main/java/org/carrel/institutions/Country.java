package org.carrel.institutions;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A country.
 *
 * @param code of ISO 3166-1, two capital letters
 */
public record Country(String code) {
  private static final List<Country> ALL =
      Arrays.stream(Locale.getISOCountries())
          .map(Country::new)
          .sorted(Comparator.comparing(Country::name))
          .toList();

  /** Every country, by name. */
  public static List<Country> all() {
    return ALL;
  }

  /** The country with this code; nothing for any other text. */
  public static Optional<Country> of(String code) {
    return ALL.stream().filter(country -> country.code().equals(code)).findFirst();
  }

  /** Its name in English. */
  public String name() {
    return new Locale("", code).getDisplayCountry(Locale.ENGLISH);
  }
}

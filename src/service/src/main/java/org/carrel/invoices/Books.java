package org.carrel.invoices;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The seller's settings, checked at the start: a wrong one stops it and is named. */
@ApplicationScoped
class Books {
  private static final Pattern SERIES = Pattern.compile("[A-Z0-9]{1,12}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final SellerConfig config;

  Books(SellerConfig config) {
    this.config = config;
  }

  void check(@Observes StartupEvent start) {
    need(!config.legalName().isBlank(), "legal-name", "the seller's legal name");
    need(
        !config.address().isEmpty() && config.address().stream().noneMatch(String::isBlank),
        "address",
        "the lines of the seller's address, separated by commas");
    need(COUNTRIES.contains(config.country()), "country", "two capital letters, such as US");
    need(!config.taxId().isBlank(), "tax-id", "the seller's tax id with its kind");
    need(SERIES.matcher(config.series()).matches(), "series", "1 to 12 capital letters and digits");
  }

  /** The seller as of now. */
  Seller seller() {
    List<String> address = new ArrayList<>(config.address().stream().map(String::strip).toList());
    address.add(country(config.country()));
    return new Seller(config.legalName().strip(), address, config.taxId().strip());
  }

  String series() {
    return config.series();
  }

  /** The day of the books at this instant. */
  LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, config.zone());
  }

  /** A country's name in the language of the documents. */
  static String country(String code) {
    return COUNTRIES.contains(code) ? new Locale("", code).getDisplayCountry(Locale.ENGLISH) : code;
  }

  private static void need(boolean holds, String key, String wanted) {
    if (!holds) {
      throw new IllegalStateException("carrel.seller." + key + " must be " + wanted);
    }
  }
}

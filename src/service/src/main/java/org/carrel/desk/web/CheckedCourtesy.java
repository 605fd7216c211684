package org.carrel.desk.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.carrel.catalog.Collection;
import org.carrel.institutions.Courtesy;

/** What a {@link CourtesyForm} says, or what is wrong with it, by field. */
final class CheckedCourtesy {
  private static final String ALL = "all";
  private static final int MOST_YEARS = 3;

  private final CourtesyForm form;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final Set<Integer> collections = new TreeSet<>();

  CheckedCourtesy(CourtesyForm form, List<Collection> known, LocalDate today) {
    this.form = form;
    known.stream().map(Collection::number).filter(form::has).forEach(collections::add);
    if (collections.isEmpty() && !form.has(ALL)) {
      errors.put("collections", "Tick what the institution may read.");
    }
    days(today);
    int length = form.reason().length();
    if (length < 3 || length > Courtesy.Terms.REASON_LENGTH) {
      errors.put(
          "reason", "Give a reason in 3 to " + Courtesy.Terms.REASON_LENGTH + " characters.");
    }
  }

  private void days(LocalDate today) {
    Optional<LocalDate> first = day(form.first());
    Optional<LocalDate> last = day(form.last());
    if (first.isEmpty()) {
      errors.put("first", "Write the first day like " + today + ".");
    }
    if (last.isEmpty()) {
      errors.put("last", "Write the last day like " + today.plusDays(30) + ".");
    } else if (last.get().isBefore(today)) {
      errors.put("last", "The last day is over where the institution is: today is " + today + ".");
    } else if (last.get().isAfter(today.plusYears(MOST_YEARS))) {
      errors.put("last", "A courtesy ends within " + MOST_YEARS + " years.");
    } else if (first.isPresent() && last.get().isBefore(first.get())) {
      errors.put("last", "The last day is before the first.");
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  Map<String, String> errors() {
    return errors;
  }

  /** Empty for every collection, also later ones. */
  Set<Integer> collections() {
    return form.has(ALL) ? Set.of() : collections;
  }

  Courtesy.Terms terms() {
    return new Courtesy.Terms(
        LocalDate.parse(form.first()), LocalDate.parse(form.last()), form.reason());
  }
}

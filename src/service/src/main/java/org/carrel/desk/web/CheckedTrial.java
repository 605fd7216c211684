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
import org.carrel.sales.TrialRules;
import org.carrel.sales.WorkOnRequest;
import org.carrel.sales.WorkOnTrial;

/** What a {@link TrialForm} says, or what is wrong with it, by field. */
final class CheckedTrial {
  private static final String ALL = "all";
  private static final int MOST_AHEAD_DAYS = 366;

  private final TrialForm form;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final Set<Integer> collections = new TreeSet<>();

  CheckedTrial(TrialForm form, List<Collection> known, LocalDate today, TrialRules rules) {
    this.form = form;
    known.stream().map(Collection::number).filter(form::has).forEach(collections::add);
    if (collections.isEmpty() && !form.has(ALL)) {
      errors.put("collections", "Tick what the institution may try.");
    }
    Optional<LocalDate> first = day(form.first());
    if (first.isEmpty() || first.get().isBefore(today)) {
      errors.put("first", "The first day is today (" + today + " there) or later.");
    } else if (first.get().isAfter(today.plusDays(MOST_AHEAD_DAYS))) {
      errors.put("first", "A trial begins within a year.");
    }
    if (!form.days().matches("[1-9]\\d{0,2}")
        || Integer.parseInt(form.days()) > rules.longestDays()) {
      errors.put("days", "A trial has 1 to " + rules.longestDays() + " days.");
    }
    int length = form.note().length();
    if (length > 0 && length < WorkOnRequest.SHORTEST || length > WorkOnRequest.LONGEST) {
      errors.put("note", "A note has 3 to 4,000 characters, or none.");
    }
  }

  /** A day as a form sends it; nothing for any other text. */
  static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  Map<String, String> errors() {
    return errors;
  }

  WorkOnTrial.Terms terms() {
    return new WorkOnTrial.Terms(
        form.has(ALL) ? Set.of() : collections,
        LocalDate.parse(form.first()),
        Integer.parseInt(form.days()),
        form.note());
  }
}

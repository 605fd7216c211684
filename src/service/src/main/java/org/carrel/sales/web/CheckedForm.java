package org.carrel.sales.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.base.EmailAddress;
import org.carrel.sales.IpRange;
import org.carrel.sales.RequestKind;
import org.carrel.sales.Wanted;
import org.jspecify.annotations.Nullable;

/** Reads the form: either what is wanted, or what must be corrected, by field. */
final class CheckedForm {
  private static final int MOST_RANGES = 200;
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_MESSAGE = 4_000;

  private final RequestForm form;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final List<IpRange> ranges = new ArrayList<>();
  private @Nullable Integer seats;
  private @Nullable EmailAddress email;

  CheckedForm(RequestForm form) {
    this.form = form;
    oneOf("kind", form.kind(), List.of("quote", "trial", "both"));
    line("organization", form.organization(), "The name of your institution is missing.");
    oneOf("type", form.type(), RequestForm.TYPES);
    oneOf("size", form.size(), RequestForm.SIZES);
    checkSeats();
    checkRanges();
    line("name", form.name(), "Your name is missing.");
    line("role", form.role(), null);
    checkEmail();
    if (form.message().length() > LONGEST_MESSAGE) {
      errors.put("message", "This is longer than 4,000 characters. Please shorten it.");
    }
  }

  /** What must be corrected, by field in the order of the form; empty when all is well. */
  Map<String, String> errors() {
    return errors;
  }

  /** What is wanted; only when there are no errors. */
  Wanted wanted(@Nullable String knownItem, @Nullable Integer knownCollection) {
    if (email == null || !errors.isEmpty()) {
      throw new IllegalStateException("a form with errors wants nothing yet");
    }
    return new Wanted(
        RequestKind.valueOf(form.kind().toUpperCase(Locale.ROOT)),
        form.organization(),
        form.type(),
        form.size(),
        seats,
        ranges,
        form.name(),
        form.role(),
        email,
        form.message(),
        knownItem,
        knownCollection);
  }

  private void oneOf(String field, String value, List<String> known) {
    if (!known.contains(value)) {
      errors.put(field, "Please choose one of these.");
    }
  }

  private void line(String field, String value, @Nullable String missing) {
    if (value.isEmpty() && missing != null) {
      errors.put(field, missing);
    } else if (value.length() > LONGEST_LINE) {
      errors.put(field, "This is longer than 200 characters. Please shorten it.");
    } else if (value.chars().anyMatch(Character::isISOControl)) {
      errors.put(field, "This holds a character that cannot be shown. Please type it again.");
    }
  }

  private void checkSeats() {
    if (form.seats().isEmpty()) {
      return;
    }
    if (!form.seats().matches("[1-9]\\d{0,4}")) {
      errors.put("seats", "This is not a whole number from 1 to 99999. Example: 10");
      return;
    }
    seats = Integer.valueOf(form.seats());
  }

  private void checkRanges() {
    List<String> lines =
        form.ranges().lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.size() > MOST_RANGES) {
      errors.put("ranges", "Please send at most 200 lines; the others can follow later.");
      return;
    }
    for (int i = 0; i < lines.size(); i++) {
      try {
        ranges.add(IpRange.parse(lines.get(i)));
      } catch (IpRange.Unusable e) {
        errors.putIfAbsent(
            "ranges", "Line " + (i + 1) + ", " + lines.get(i) + ": " + e.getMessage());
      }
    }
  }

  private void checkEmail() {
    String typed = form.email();
    if (typed.isEmpty()) {
      errors.put("email", "Your e-mail address is missing. Our answer goes there.");
      return;
    }
    email = EmailAddress.parse(typed).orElse(null);
    if (email == null) {
      boolean part = typed.indexOf('@') > 0;
      errors.put(
          "email",
          (part
                  ? "The part after the @ is not complete."
                  : "An e-mail address has a name, an @ and a place.")
              + " Example: acquisitions@example.edu");
    }
  }
}

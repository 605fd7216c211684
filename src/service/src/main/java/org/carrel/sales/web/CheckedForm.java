package org.carrel.sales.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Country;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;
import org.carrel.institutions.IpRange;
import org.carrel.institutions.RorId;
import org.carrel.sales.Asker;
import org.carrel.sales.Organization;
import org.carrel.sales.RequestKind;
import org.carrel.sales.Wanted;
import org.jspecify.annotations.Nullable;

/** Reads the form: either what is wanted, or what must be corrected, by field. */
final class CheckedForm {
  private static final int MOST_RANGES = 200;
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_MESSAGE = 4_000;
  private static final String CHOOSE = "Please choose one of these.";

  private final RequestForm form;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final List<IpRange> ranges = new ArrayList<>();
  private final Set<Integer> collections = new TreeSet<>();
  private final Optional<Country> country;
  private final Optional<InstitutionType> type;
  private final Optional<FteBand> size;
  private final Optional<DomainName> domain;
  private final Optional<RorId> ror;
  private @Nullable Integer seats;
  private @Nullable EmailAddress email;

  /**
   * @param known numbers of all collections
   */
  CheckedForm(RequestForm form, Set<Integer> known) {
    this.form = form;
    require("kind", List.of("quote", "trial", "both").contains(form.kind()), CHOOSE);
    line("organization", form.organization(), "The name of your institution is missing.");
    country = Country.of(form.country());
    require("country", country.isPresent(), CHOOSE);
    type = InstitutionType.named(form.type());
    require("type", type.isPresent(), CHOOSE);
    size = FteBand.named(form.size());
    require("size", size.isPresent(), CHOOSE);
    domain = DomainName.parse(form.domain());
    require(
        "domain",
        form.domain().isEmpty() || domain.isPresent(),
        "This is not a complete domain. Example: university.example");
    ror = RorId.parse(form.ror());
    require(
        "ror",
        form.ror().isEmpty() || ror.isPresent(),
        "A character of this ROR id is wrong. It has nine: a 0, six letters or digits, two digits."
            + " Leave it empty if you have none.");
    line("consortium", form.consortium(), null);
    checkCollections(known);
    checkSeats();
    checkRanges();
    line("name", form.name(), "Your name is missing.");
    line("role", form.role(), null);
    checkEmail();
    checkMessage();
  }

  /** What must be corrected, by field in the order of the form; empty when all is well. */
  Map<String, String> errors() {
    return errors;
  }

  /** What is wanted; only when there are no errors. */
  Wanted wanted(@Nullable String knownItem) {
    if (email == null || !errors.isEmpty()) {
      throw new IllegalStateException("a form with errors wants nothing yet");
    }
    return new Wanted(
        RequestKind.valueOf(form.kind().toUpperCase(Locale.ROOT)),
        new Organization(
            form.organization(),
            country.orElseThrow(),
            type.orElseThrow(),
            size.orElseThrow(),
            domain.orElse(null),
            ror.orElse(null),
            form.consortium()),
        seats,
        ranges,
        collections,
        new Asker(form.name(), form.role(), email),
        form.message(),
        knownItem);
  }

  private void require(String field, boolean good, String wrong) {
    if (!good) {
      errors.put(field, wrong);
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

  private void checkCollections(Set<Integer> known) {
    for (String number : form.collections()) {
      boolean isKnown = number.matches("\\d{1,5}") && known.contains(Integer.valueOf(number));
      require("collections", isKnown, "One of these is not offered any more. Please look again.");
      if (isKnown) {
        collections.add(Integer.valueOf(number));
      }
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

  private void checkMessage() {
    boolean odd = form.message().chars().anyMatch(c -> c < ' ' && "\n\r\t".indexOf(c) < 0);
    require("message", !odd, "This holds a character that cannot be shown. Please type it again.");
    require(
        "message",
        form.message().length() <= LONGEST_MESSAGE,
        "This is longer than 4,000 characters. Please shorten it.");
  }
}

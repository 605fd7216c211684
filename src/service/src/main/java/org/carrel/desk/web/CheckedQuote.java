package org.carrel.desk.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Institution;
import org.carrel.sales.QuoteContent;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.Percent;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.TaxStanding;
import org.carrel.sales.prices.Term;
import org.carrel.sales.prices.WorkOut;
import org.jspecify.annotations.Nullable;

/** Reads the form: either what a quote says, worked out, or what must be corrected, by field. */
final class CheckedQuote {
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_TEXT = 4_000;

  private final QuoteForm form;
  private final QuoteChoices choices;
  private final PriceBook book;
  private final LocalDate today;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final List<Institution> members;
  private final List<Offer.Volume> collections;
  private final TaxStanding tax;
  private final Percent agreed;
  private @Nullable Term term;

  /**
   * Reads it.
   *
   * @param today the day that it is where the institution is
   */
  CheckedQuote(QuoteForm form, QuoteChoices choices, PriceBook book, LocalDate today) {
    this.form = form;
    this.choices = choices;
    this.book = book;
    this.today = today;
    line("to-name", form.toName(), "The name of the person is missing.");
    if (EmailAddress.parse(form.toEmail()).isEmpty()) {
      errors.put("to-email", "This is not a complete e-mail address. Example: ada@example.edu");
    }
    line("buyer", form.buyer(), "The legal name of the buyer is missing.");
    text("address", form.address(), "The address is missing.");
    line("tax-id", form.taxId(), "");
    tax = tax();
    members = members();
    if (!book.currencies().contains(form.currency())) {
      errors.put("currency", "Please choose one of these.");
    }
    collections = collections();
    checkTerm();
    checkSeats();
    text("users", form.users(), "Say who may read.");
    text("licence", form.licence(), "Say under which licence.");
    agreed = agreed();
    text("note", form.note(), "");
  }

  /** What must be corrected, by field in the order of the form; empty when all is well. */
  Map<String, String> errors() {
    return errors;
  }

  /** What the quote says; only when there are no errors. */
  QuoteContent content() {
    if (term == null || !errors.isEmpty()) {
      throw new IllegalStateException("a form with errors is no quote yet");
    }
    Institution institution = choices.institution();
    List<String> address =
        Stream.concat(
                form.address().lines().map(String::strip).filter(line -> !line.isEmpty()),
                Stream.of(institution.country().name()))
            .toList();
    Offer offer =
        new Offer(
            form.currency(),
            institution.country().code(),
            tax,
            term,
            members.stream().map(CheckedQuote::member).toList(),
            collections,
            agreed);
    return new QuoteContent(
        institution.name(),
        institution.zone().getId(),
        new QuoteContent.Recipient(form.toName(), form.toEmail()),
        new QuoteContent.Buyer(form.buyer(), address, form.taxId()),
        offer,
        members.stream().map(Institution::id).toList(),
        WorkOut.of(book, offer),
        book.terms(),
        form.seats().isEmpty() ? null : Integer.valueOf(form.seats()),
        form.users(),
        form.licence(),
        form.agreedWhy(),
        form.note(),
        null);
  }

  private static Offer.Member member(Institution one) {
    return new Offer.Member(one.name(), one.type(), one.band().orElseThrow());
  }

  private TaxStanding tax() {
    Optional<TaxStanding> chosen =
        Stream.of(TaxStanding.values()).filter(one -> one.name().equals(form.tax())).findFirst();
    if (chosen.isEmpty()) {
      errors.put("tax", "Please choose one of these.");
    } else if (chosen.get() == TaxStanding.REVERSE_CHARGE) {
      if (!book.reversesCharge(choices.institution().country().code())) {
        errors.put("tax", "There is no reverse charge in the institution's country.");
      } else if (form.taxId().isEmpty()) {
        errors.put("tax-id", "Reverse charge needs the buyer's tax id.");
      }
    }
    return chosen.orElse(TaxStanding.TAXED);
  }

  private List<Institution> members() {
    List<Institution> chosen =
        choices.members().stream().filter(one -> form.members().contains(one.id())).toList();
    if (chosen.isEmpty()) {
      errors.put("member", "Choose at least one institution.");
    }
    chosen.stream()
        .filter(one -> one.band().isEmpty())
        .findFirst()
        .ifPresent(
            one ->
                errors.put(
                    "member",
                    "The number of students and staff of "
                        + one.name()
                        + " is not known, and prices go by it."));
    return chosen;
  }

  private List<Offer.Volume> collections() {
    List<Offer.Volume> chosen =
        choices.collections().stream()
            .filter(one -> form.collections().contains(Integer.toString(one.number())))
            .toList();
    if (chosen.isEmpty()) {
      errors.put("collection", "Choose at least one collection.");
    }
    chosen.stream()
        .filter(one -> !book.sells(one.number(), form.currency()))
        .findFirst()
        .ifPresent(one -> errors.put("collection", one.name() + " has no price in this currency."));
    return chosen;
  }

  private void checkTerm() {
    List<LocalDate> days = new ArrayList<>();
    for (String typed : List.of(form.first(), form.last())) {
      try {
        days.add(LocalDate.parse(typed));
      } catch (DateTimeParseException e) {
        errors.put(days.isEmpty() ? "first" : "last", "This is no day. Example: 2027-01-31");
        return;
      }
    }
    try {
      term = new Term(days.get(0), days.get(1));
    } catch (IllegalArgumentException e) {
      errors.put("last", "The last day is the first one or later, and within ten years of it.");
      return;
    }
    if (days.get(1).isBefore(today)) {
      errors.put("last", "The last day is over where the institution is.");
    }
  }

  private void checkSeats() {
    if (!form.seats().isEmpty() && !form.seats().matches("[1-9]\\d{0,4}")) {
      errors.put("seats", "This is not a whole number from 1 to 99999. Empty means no limit.");
    }
  }

  private Percent agreed() {
    line("agreed-why", form.agreedWhy(), "");
    Optional<Percent> typed =
        form.agreed().isEmpty() ? Optional.of(Percent.NONE) : Percent.parse(form.agreed());
    if (typed.isEmpty()) {
      errors.put("agreed", "This is no percentage from 0 to 100. Example: 7.5");
    } else if (!typed.get().isNone() && form.agreedWhy().isEmpty()) {
      errors.put("agreed-why", "Say why. It stands on the quote.");
    }
    return typed.orElse(Percent.NONE);
  }

  private void line(String field, String value, String missing) {
    text(field, value, missing, LONGEST_LINE);
    if (value.chars().anyMatch(Character::isISOControl)) {
      errors.put(field, "This holds a character that cannot be shown. Please type it again.");
    }
  }

  private void text(String field, String value, String missing) {
    text(field, value, missing, LONGEST_TEXT);
  }

  private void text(String field, String value, String missing, int most) {
    if (value.isEmpty() && !missing.isEmpty()) {
      errors.put(field, missing);
    } else if (value.length() > most) {
      errors.put(field, "This is longer than " + most + " characters. Please shorten it.");
    }
  }
}

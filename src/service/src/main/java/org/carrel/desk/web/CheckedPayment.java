package org.carrel.desk.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.base.Money;
import org.carrel.sales.AgreementPayment.How;
import org.carrel.sales.AgreementPayment.Received;

/** Reads a {@link PaymentForm}: either money that came, or what must be corrected, by field. */
final class CheckedPayment {
  /** The ways of money that staff record; the others are told by the processor. */
  static final List<How> ON_PAPER = List.of(How.CHEQUE, How.WIRE, How.AGENT);

  /** Digits, commas only before three of them, and a point before decimals: nothing to guess. */
  private static final Pattern AMOUNT =
      Pattern.compile("(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\\.[0-9]{1,3})?");

  private static final int LONGEST_REFERENCE = 120;
  private static final int OLDEST_DAYS = 366;

  private final PaymentForm form;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final long amount;
  private final Optional<How> how;
  private final Optional<LocalDate> day;

  /**
   * Reads it.
   *
   * @param today the day that it is where the institution is
   */
  CheckedPayment(PaymentForm form, String currency, LocalDate today) {
    this.form = form;
    amount = amount(form.amount(), currency);
    how = ON_PAPER.stream().filter(one -> one.name().equals(form.how())).findFirst();
    if (how.isEmpty()) {
      errors.put("how", "Choose how the money came.");
    }
    int length = form.reference().length();
    if (length == 0
        || length > LONGEST_REFERENCE
        || form.reference().chars().anyMatch(Character::isISOControl)) {
      errors.put("reference", "Write the number of the cheque or transfer.");
    }
    day = day(form.valueDate());
    if (day.isEmpty()) {
      errors.put("value-date", "This is no day. Example: " + today);
    } else if (day.get().isAfter(today) || day.get().isBefore(today.minusDays(OLDEST_DAYS))) {
      errors.put("value-date", "The value date is today or within a year before.");
    }
  }

  private long amount(String text, String currency) {
    if (!AMOUNT.matcher(text).matches()) {
      return noAmount();
    }
    try {
      BigDecimal typed = new BigDecimal(text.replace(",", ""));
      long minor = typed.movePointRight(Money.exponent(currency)).longValueExact();
      if (minor > 0) {
        return minor;
      }
    } catch (ArithmeticException e) {
      return noAmount(); // more decimals than the currency has
    }
    return noAmount();
  }

  private long noAmount() {
    errors.put(
        "amount",
        "This is no amount above zero with a point before its decimals. Example: 1,250.00");
    return 0;
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

  Received money(String by) {
    return new Received(amount, how.orElseThrow(), form.reference(), day.orElseThrow(), null, by);
  }
}

package org.carrel.stripesim.hosted;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of a sent form: read one by one, with what may be shown again and what is wrong. */
final class Fields {
  private static final Pattern LIKE_A_CARD = Pattern.compile(".*(\\d[\\s.-]*){12,}.*");
  private static final int LONGEST = 200;

  private final MultivaluedMap<String, String> sent;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> errors = new LinkedHashMap<>();

  Fields(MultivaluedMap<String, String> sent) {
    this.sent = sent;
  }

  /** A field that is looked at and neither kept nor shown again. */
  String secret(String name) {
    String value = sent.getFirst(name);
    return value == null ? "" : value.strip();
  }

  /**
   * A field that may be shown again. Whoever slips into the wrong field may type a card there: it
   * is forgotten like one.
   */
  String text(String name) {
    String value = secret(name);
    if (LIKE_A_CARD.matcher(value).matches()) {
      wrong(name, "This looks like a card number: it was not kept. Enter it nowhere but above.");
      return "";
    }
    return kept(name, value);
  }

  /** As above for what may well hold many digits, such as a file number: only real ones go. */
  String reference(String name) {
    String value = secret(name);
    String digits = value.replaceAll("\\D", "");
    if (digits.length() >= 13 && digits.length() <= 19 && checkDigitFits(digits)) {
      wrong(name, "This looks like a card number: it was not kept. Enter it nowhere but above.");
      return "";
    }
    return kept(name, value);
  }

  private String kept(String name, String value) {
    if (value.length() > LONGEST + 55) {
      wrong(name, "This is too long.");
      return "";
    }
    values.put(name, value);
    return value;
  }

  /** Luhn's check digit, which every card number has. */
  private static boolean checkDigitFits(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = digit * 2;
      sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }

  Optional<Long> number(String name) {
    String value = secret(name);
    return value.matches("\\d{1,12}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }

  /** Notes what is wrong with a field; the first remark stands. */
  void wrong(String name, String sentence) {
    errors.putIfAbsent(name, sentence);
  }

  Entered entered() {
    return new Entered(values, errors, "", "");
  }
}

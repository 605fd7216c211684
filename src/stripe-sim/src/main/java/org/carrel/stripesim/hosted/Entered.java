package org.carrel.stripesim.hosted;

import java.util.Map;

/**
 * What a buyer typed into a page's fields, as far as it may be shown again, and what is wrong.
 *
 * @param declined why a payment did not go through
 * @param notice something else that the buyer has to read before paying
 */
public record Entered(
    Map<String, String> values, Map<String, String> errors, String declined, String notice) {
  static final Entered NOTHING = new Entered(Map.of(), Map.of(), "", "");

  static Entered wrong(String field, String value, String sentence) {
    return new Entered(Map.of(field, value), Map.of(field, sentence), "", "");
  }

  Entered declined(String message) {
    return new Entered(values, errors, message, notice);
  }

  Entered notice(String message) {
    return new Entered(values, errors, declined, message);
  }

  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** What is wrong with a field, or nothing. */
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  public boolean wrong() {
    return !errors.isEmpty() || !declined.isEmpty() || !notice.isEmpty();
  }
}

package org.carrel.catalog;

/** The check digits of ISSN (ISO 3297) and ISBN (ISO 2108), written without hyphens. */
final class CheckDigits {
  private CheckDigits() {}

  /** Whether eight characters are an ISSN: weights 8 to 2, modulo 11, X for ten. */
  static boolean isIssn(String text) {
    return text.matches("\\d{7}[\\dX]") && weighted(text) % 11 == 0;
  }

  /** Whether ten or thirteen characters are an ISBN. */
  static boolean isIsbn(String text) {
    if (text.matches("\\d{9}[\\dX]")) {
      return weighted(text) % 11 == 0;
    }
    return text.matches("97[89]\\d{10}") && alternating(text) % 10 == 0;
  }

  /** Each digit times its place counted from the right; X is ten. */
  private static int weighted(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      sum += (text.length() - i) * (digit == 'X' ? 10 : digit - '0');
    }
    return sum;
  }

  private static int alternating(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum += (i % 2 == 0 ? 1 : 3) * (text.charAt(i) - '0');
    }
    return sum;
  }
}

package org.carrel.stripesim.hosted;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Payer;
import org.carrel.stripesim.checkout.TestCard;

/**
 * What a buyer typed, read and judged. The card's number and security code are looked at and
 * forgotten: neither a message nor a result of this class holds them.
 */
final class CardForm {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
  private static final Pattern EXPIRY = Pattern.compile("(\\d{1,2})\\s*/?\\s*(\\d{2}|20\\d{2})");
  private static final Pattern LIKE_A_CARD = Pattern.compile(".*(\\d[\\s.-]*){12,}.*");
  private static final int LONGEST = 200;

  private final Map<String, String> errors = new LinkedHashMap<>();
  private final String email;
  private final String name;
  private Optional<TestCard> card = Optional.empty();
  private Optional<YearMonth> expiry = Optional.empty();

  CardForm(String email, String name) {
    this.email = unlessLikeACard("email", email.strip());
    this.name = unlessLikeACard("name", name.strip());
    if (!EMAIL.matcher(this.email).matches() || this.email.length() > LONGEST) {
      errors.putIfAbsent("email", "Enter an e-mail address, such as name@example.org.");
    }
  }

  /** Whoever slips into the wrong field may type a card there: it is forgotten like one. */
  private String unlessLikeACard(String field, String text) {
    if (!LIKE_A_CARD.matcher(text).matches()) {
      return text;
    }
    errors.put(
        field, "This looks like a card number: it was not kept. Enter it nowhere but above.");
    return "";
  }

  /** Reads the card's fields. */
  void card(String number, String expires, String cvc, SimTime time) {
    number(number.replaceAll("[\\s-]", ""));
    expiry(expires.strip(), time);
    if (!cvc.strip().matches("\\d{3}")) {
      errors.put("cvc", "Enter the 3 digits of the security code; any will do.");
    }
    if (name.isEmpty() || name.length() > LONGEST) {
      errors.putIfAbsent("name", "Enter the name on the card; any will do.");
    }
  }

  private void number(String digits) {
    card = TestCard.of(digits);
    if (card.isPresent()) {
      return;
    }
    if (digits.isEmpty()) {
      errors.put("number", "Enter a test card number, such as 4242 4242 4242 4242.");
    } else if (TestCard.publishedButNotPlayed(digits)) {
      errors.put(
          "number",
          "This is one of Stripe's test numbers, but this simulator does not play it. Use one from"
              + " the list below.");
    } else {
      errors.put(
          "number",
          "Only Stripe's test card numbers are taken here. What you entered was not kept. Never"
              + " enter a real card.");
    }
  }

  private void expiry(String text, SimTime time) {
    Matcher matcher = EXPIRY.matcher(text);
    if (matcher.matches()) {
      int month = Integer.parseInt(matcher.group(1));
      int year = Integer.parseInt(matcher.group(2)) % 100 + 2000;
      if (month >= 1 && month <= 12) {
        expiry =
            Optional.of(YearMonth.of(year, month))
                .filter(it -> !it.isBefore(YearMonth.from(time.now().atZone(ZoneOffset.UTC))));
      }
    }
    if (expiry.isEmpty()) {
      errors.put("expiry", "Enter a month and year in the future, such as 12/34.");
    }
  }

  Map<String, String> errors() {
    return errors;
  }

  String email() {
    return email;
  }

  String name() {
    return name;
  }

  /** The payer, if nothing was wrong. */
  Payer payer() {
    YearMonth until = expiry.orElseThrow();
    return new Payer(email, name, card.orElseThrow(), until.getMonthValue(), until.getYear());
  }

  /** The payer of a session that costs nothing: no card is involved. */
  Payer payerOfNothing() {
    return new Payer(email, name, TestCard.PAID, 1, 2000);
  }
}

package org.carrel.stripesim.hosted;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Billing;
import org.carrel.stripesim.checkout.Payer;
import org.carrel.stripesim.checkout.TestCard;

/**
 * What a buyer typed, read and judged. The card's number and security code are looked at and
 * forgotten: neither a message nor a result of this class holds them.
 */
final class CardForm {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
  private static final Pattern EXPIRY = Pattern.compile("(\\d{1,2})\\s*/?\\s*(\\d{2}|20\\d{2})");
  private static final int LONGEST = 200;

  private final Fields fields;
  private final String email;
  private final String name;
  private Optional<TestCard> card = Optional.empty();
  private Optional<YearMonth> expiry = Optional.empty();

  /**
   * Reads who pays.
   *
   * @param known the payer's address, where the page does not ask for it; else empty
   */
  CardForm(Fields fields, String known) {
    this.fields = fields;
    this.email = known.isEmpty() ? fields.text("email") : known;
    this.name = fields.text("name");
    if (!EMAIL.matcher(email).matches() || email.length() > LONGEST) {
      fields.wrong("email", "Enter an e-mail address, such as name@example.org.");
    }
  }

  /** Reads the card's fields. */
  void read(SimTime time) {
    number(fields.secret("number").replaceAll("[\\s-]", ""));
    expiry(fields.secret("expiry"), time);
    if (!fields.secret("cvc").matches("\\d{3}")) {
      fields.wrong("cvc", "Enter the 3 digits of the security code; any will do.");
    }
    if (name.isEmpty() || name.length() > LONGEST) {
      fields.wrong("name", "Enter the name on the card; any will do.");
    }
  }

  private void number(String digits) {
    card = TestCard.of(digits);
    if (card.isPresent()) {
      return;
    }
    if (digits.isEmpty()) {
      fields.wrong("number", "Enter a test card number, such as 4242 4242 4242 4242.");
    } else if (TestCard.publishedButNotPlayed(digits)) {
      fields.wrong(
          "number",
          "This is one of Stripe's test numbers, but this simulator does not play it. Use one from"
              + " the list below.");
    } else {
      fields.wrong(
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
      fields.wrong("expiry", "Enter a month and year in the future, such as 12/34.");
    }
  }

  /** The payer, if nothing was wrong. No card is involved where nothing is to be paid. */
  Payer payer(Billing billing, boolean free) {
    if (free) {
      return new Payer(email, name, TestCard.PAID, 1, 2000, billing);
    }
    YearMonth until = expiry.orElseThrow();
    return new Payer(
        email, name, card.orElseThrow(), until.getMonthValue(), until.getYear(), billing);
  }
}

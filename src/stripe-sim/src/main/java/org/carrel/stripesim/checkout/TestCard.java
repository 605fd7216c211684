package org.carrel.stripesim.checkout;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stripe's published test cards that this simulator plays, and what happens with each. */
public enum TestCard {
  PAID("4242424242424242", "visa", Outcome.PAID, null, null, ""),
  PAID_MASTERCARD("5555555555554444", "mastercard", Outcome.PAID, null, null, ""),
  DECLINED(
      "4000000000000002",
      "visa",
      Outcome.DECLINED,
      "card_declined",
      "generic_decline",
      "Your card was declined."),
  INSUFFICIENT_FUNDS(
      "4000000000009995",
      "visa",
      Outcome.DECLINED,
      "card_declined",
      "insufficient_funds",
      "Your card has insufficient funds."),
  EXPIRED(
      "4000000000000069", "visa", Outcome.DECLINED, "expired_card", null, "Your card has expired."),
  INCORRECT_CVC(
      "4000000000000127",
      "visa",
      Outcome.DECLINED,
      "incorrect_cvc",
      null,
      "Your card's security code is incorrect."),
  CHALLENGED("4000000000003220", "visa", Outcome.CHALLENGED, null, null, "");

  /** What the bank answers. */
  public enum Outcome {
    PAID,
    DECLINED,
    CHALLENGED
  }

  /** Published too, but for behaviour that is not played here. */
  private static final Set<String> NOT_PLAYED =
      Set.of(
          "4000056655665556",
          "2223003122003222",
          "5200828282828210",
          "5105105105105100",
          "378282246310005",
          "371449635398431",
          "6011111111111117",
          "3056930009020004",
          "3566002020360505",
          "6200000000000005",
          "4000000000009987",
          "4000000000009979",
          "4000000000000119",
          "4000000000006975",
          "4000002500003155",
          "4000002760003184",
          "4000008400001629",
          "4000000000000259",
          "4000000000002685",
          "4000000000001976",
          "4000000000005423",
          "4000000000007726",
          "4000000000005126");

  private final String number;
  private final String brand;
  private final Outcome outcome;
  private final @Nullable String code;
  private final @Nullable String declineCode;
  private final String message;

  TestCard(
      String number,
      String brand,
      Outcome outcome,
      @Nullable String code,
      @Nullable String declineCode,
      String message) {
    this.number = number;
    this.brand = brand;
    this.outcome = outcome;
    this.code = code;
    this.declineCode = declineCode;
    this.message = message;
  }

  /** The card of that number, digits only. */
  public static Optional<TestCard> of(String digits) {
    return Arrays.stream(values()).filter(card -> card.number.equals(digits)).findFirst();
  }

  /** Whether Stripe publishes this number for tests though it is not played here. */
  public static boolean publishedButNotPlayed(String digits) {
    return NOT_PLAYED.contains(digits);
  }

  /** In groups of four, for people. */
  public String grouped() {
    return number.replaceAll("(\\d{4})(?=\\d)", "$1 ");
  }

  public String last4() {
    return number.substring(number.length() - 4);
  }

  public String brand() {
    return brand;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Stripe's error code of the decline. */
  public @Nullable String code() {
    return code;
  }

  /** The bank's reason, where the error code leaves it open. */
  public @Nullable String declineCode() {
    return declineCode;
  }

  /** What the buyer reads about the decline. */
  public String message() {
    return message;
  }
}

package org.carrel.desk.web;

import java.util.Arrays;
import java.util.Locale;
import org.carrel.desk.ActForStaff.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an act came to, as the page says it.
 *
 * @param tone class of the notice: {@code ok}, {@code warn} or {@code err}
 */
public record Done(String tone, String title, String detail) {

  static @Nullable Done of(@Nullable String code) {
    return Arrays.stream(Outcome.values())
        .filter(outcome -> code(outcome).equals(code))
        .findFirst()
        .map(Done::of)
        .orElse(null);
  }

  static String code(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Done of(Outcome outcome) {
    return switch (outcome) {
      case REFUNDED ->
          new Done(
              "ok",
              "The refund is on its way.",
              "The pass is taken back; access stops within 5 seconds. The bank shows the money in 5"
                  + " to 10 days.");
      case NOTHING_CHARGED ->
          new Done(
              "ok",
              "The order is taken back.",
              "Nothing was charged for it, so no money moves. If it gave a pass, access stops within"
                  + " 5 seconds.");
      case NOTHING_TO_REFUND ->
          new Done(
              "warn",
              "There is nothing to refund.",
              "This order holds no money: it was not paid, or it was refunded before. Nothing was"
                  + " changed.");
      case REFUND_REFUSED ->
          new Done(
              "err",
              "The card processor refused the refund.",
              "No money was moved. Its reason stands in the history.");
      case REFUND_UNCLEAR ->
          new Done(
              "warn",
              "The card processor has not answered clearly.",
              "The same refund is tried again by itself and cannot be made twice. Look again in a"
                  + " few minutes; there is no need to press the button again.");
      case REVOKED ->
          new Done(
              "ok",
              "The pass is taken back.",
              "Access stops within 5 seconds. No money was moved.");
      case REVOKED_BEFORE ->
          new Done("warn", "The pass was taken back before.", "Nothing was changed.");
      case SENT ->
          new Done(
              "ok",
              "A new access link is on its way.",
              "It goes to the address of the order. Links mailed before open nothing any more.");
      case NOTHING_TO_SEND ->
          new Done(
              "warn",
              "There is no pass that a link could open.",
              "It was taken back, or the order was never paid. Nothing was sent.");
    };
  }
}

package org.carrel.passes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a plan gives for its price, as it stands in {@code config/plans.yaml} and, unchanged for
 * ever, in the version that a pass was sold under.
 *
 * @param code short name in addresses and forms: {@code 24h}
 * @param name what people call it: {@code 24 hours}
 * @param length exact hours as ISO 8601, {@code PT24H}; calendar units are refused
 * @param prices by ISO 4217 currency, in the unit of {@link Money}, amounts that can be charged
 * @param collections numbers of the collections it opens; empty means every one
 * @param activation who starts the clock
 * @param activateWithinDays the pass must be started in so many times 24 hours after payment
 * @param devices browsers that may use one pass
 * @param pages cap of pages, or null for none
 * @param downloads cap of downloads, or null for none
 * @param promotionCodes whether the payment page takes promotion codes
 * @param endingSoon how long before the end a mail says so, exact hours; null for no such mail
 * @param remindBeforeDays how many times 24 hours before a pass that was never started lapses a
 *     mail says so; null for no such mail
 * @param refundOnLapse whether the money of a pass that lapses goes back by itself
 */
public record PlanTerms(
    @JsonProperty("code") String code,
    @JsonProperty("name") String name,
    @JsonProperty("length") String length,
    @JsonProperty("prices") SortedMap<String, Long> prices,
    @JsonProperty("collections") SortedSet<Integer> collections,
    @JsonProperty("activation") Activation activation,
    @JsonProperty("activate-within-days") int activateWithinDays,
    @JsonProperty("devices") int devices,
    @JsonProperty("pages") @Nullable Integer pages,
    @JsonProperty("downloads") @Nullable Integer downloads,
    @JsonProperty("promotion-codes") Boolean promotionCodes,
    @JsonProperty("ending-soon") @Nullable String endingSoon,
    @JsonProperty("remind-before-days") @Nullable Integer remindBeforeDays,
    @JsonProperty("refund-on-lapse") Boolean refundOnLapse) {
  private static final Pattern HOURS = Pattern.compile("PT([1-9][0-9]{0,4})H");
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,19}");

  /** Who starts the clock of a pass. */
  public enum Activation {
    @JsonProperty("buyer_chooses")
    BUYER_CHOOSES,
    @JsonProperty("on_purchase")
    ON_PURCHASE
  }

  public PlanTerms {
    need(code != null && CODE.matcher(code).matches(), "code", "a short lower-case name like 24h");
    need(name != null && !name.isBlank() && name.length() <= 60, "name", "1 to 60 characters");
    need(
        length != null && HOURS.matcher(length).matches(),
        "length",
        "exact hours like PT24H (calendar units such as P1D are refused: a day is not always 24"
            + " hours)");
    need(prices != null && !prices.isEmpty(), "prices", "at least one currency and amount");
    prices.forEach(PlanTerms::checkPrice);
    need(collections != null, "collections", "a list of numbers, [] for all collections");
    need(
        collections.stream().allMatch(number -> number > 0),
        "collections",
        "numbers from 1 upwards");
    need(activation != null, "activation", "buyer_chooses or on_purchase");
    need(activateWithinDays >= 1, "activate-within-days", "1 or more");
    need(devices >= 1, "devices", "1 or more");
    need(pages == null || pages >= 1, "pages", "1 or more, or left out");
    need(downloads == null || downloads >= 0, "downloads", "0 or more, or left out");
    need(
        endingSoon == null || isWithin(endingSoon, length),
        "ending-soon",
        "exact hours like PT2H, fewer than the length, or left out");
    need(
        remindBeforeDays == null
            || (remindBeforeDays >= 1 && remindBeforeDays < activateWithinDays),
        "remind-before-days",
        "1 or more and fewer than activate-within-days, or left out");
    refundOnLapse = Boolean.TRUE.equals(refundOnLapse); // left out: kept
    promotionCodes = Boolean.TRUE.equals(promotionCodes); // left out: none
    prices = new TreeMap<>(prices);
    collections = new TreeSet<>(collections);
  }

  /** How long the clock runs. */
  public Duration duration() {
    return hours(length);
  }

  /** How long before its end a mail says that a pass ends soon. */
  Optional<Duration> warnBefore() {
    return Optional.ofNullable(endingSoon).map(PlanTerms::hours);
  }

  /** How long before it lapses a mail reminds of a pass that was never started. */
  Optional<Duration> remindBefore() {
    return Optional.ofNullable(remindBeforeDays).map(days -> Duration.ofHours(24L * days));
  }

  private static Duration hours(String length) {
    Matcher hours = HOURS.matcher(length);
    if (!hours.matches()) {
      throw new IllegalStateException("checked when these terms were made");
    }
    return Duration.ofHours(Long.parseLong(hours.group(1)));
  }

  private static boolean isWithin(String part, String length) {
    return HOURS.matcher(part).matches() && hours(part).compareTo(hours(length)) < 0;
  }

  /** How long after the payment the pass may be started. */
  public Duration activateWithin() {
    return Duration.ofHours(24L * activateWithinDays);
  }

  /**
   * The price in {@code currency}.
   *
   * @throws IllegalArgumentException where the plan has none in it
   */
  public Money price(String currency) {
    Long minor = prices.get(currency);
    if (minor == null) {
      throw new IllegalArgumentException("plan " + code + " has no price in " + currency);
    }
    return new Money(minor, currency);
  }

  private static void checkPrice(String currency, Long minor) {
    String key = "prices." + currency;
    need(minor != null && minor > 0, key, "an amount above zero");
    try {
      need(
          new Money(minor, currency).isChargeable(),
          key,
          "a multiple of " + Money.step(currency) + ", the smallest amount a card is charged");
    } catch (WrongTerms e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new WrongTerms(key, "the currency as an ISO 4217 code like USD");
    }
  }

  private static void need(boolean holds, String key, String wanted) {
    if (!holds) {
      throw new WrongTerms(key, wanted);
    }
  }

  /** A value that terms cannot have: names the key and what it must be. */
  static final class WrongTerms extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String key;

    WrongTerms(String key, String wanted) {
      super(key + " must be " + wanted);
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** The prices as an ordered map of amounts. */
  public Map<String, Money> amounts() {
    Map<String, Money> amounts = new TreeMap<>();
    prices.forEach((currency, minor) -> amounts.put(currency, new Money(minor, currency)));
    return amounts;
  }
}

package org.carrel.sales;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config/trials.yaml} says.
 *
 * @param automatic whether a trial may begin without a person
 * @param pauseMonths within which no collection is tried twice without a person
 * @param mostAddresses IPv4 addresses of an institution whose trial begins without a person
 * @param mostNetworks the same for IPv6 networks of /64
 * @param days whole days of a trial
 * @param longestDays how many staff may give in all
 * @param reminders days before the end, the longest first
 */
public record TrialRules(
    boolean automatic,
    int pauseMonths,
    long mostAddresses,
    long mostNetworks,
    int days,
    int longestDays,
    List<Integer> reminders) {
  public TrialRules {
    reminders = List.copyOf(reminders);
  }

  /** The last reminder that is past when an end is fixed; null where all are still to come. */
  @Nullable Integer pastReminder(Instant end, Instant now) {
    return reminders.stream()
        .filter(days -> !now.isBefore(end.minus(Duration.ofDays(days))))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}

package org.carrel.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits on how often something may be done, by client address or by another key. Counted in the
 * memory of one process: with n replicas a caller has at most n times as much.
 */
@Singleton
public class RateLimits {
  private static final int MOST_KEYS = 100_000;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterAccess(Duration.ofHours(24)).build();
  private final TimeMeter time;

  RateLimits(Clock clock) {
    time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
  }

  /**
   * Takes one of the {@code most} uses that {@code key} has for {@code what} in {@code period}.
   *
   * @param what name of the limit, one for each thing limited
   * @param key who is limited: an address, an id
   * @throws TooManyRequests when none is left; answered 429 with {@code Retry-After}
   */
  public void take(String what, String key, int most, Duration period) {
    untilNext(what, key, most, period)
        .ifPresent(
            wait -> {
              throw new TooManyRequests(wait);
            });
  }

  /**
   * As {@link #take}, for a page that says itself what was too much.
   *
   * @return nothing where one was taken, else how long until the next may be
   */
  public Optional<Duration> untilNext(String what, String key, int most, Duration period) {
    ConsumptionProbe probe = bucketOf(what, key, most, period).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** The value of {@code Retry-After} for such a wait, in whole seconds. */
  public static long retryAfter(Duration wait) {
    return wait.toSeconds() + 1;
  }

  /** As {@link #take}, for what is left undone in silence where none is left. */
  public boolean allows(String what, String key, int most, Duration period) {
    return bucketOf(what, key, most, period).tryConsume(1);
  }

  private Bucket bucketOf(String what, String key, int most, Duration period) {
    return buckets.get(what + " " + key, any -> bucket(most, period));
  }

  private Bucket bucket(int most, Duration period) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
        .withCustomTimePrecision(time)
        .build();
  }
}

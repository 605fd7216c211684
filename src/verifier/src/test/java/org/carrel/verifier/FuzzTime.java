package org.carrel.verifier;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Holds each input to a bound; what a busy machine delayed is tried again before it is blamed. */
final class FuzzTime {
  private static final long MOST = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int TRIES = 20;

  private long longest;

  <T> T bounded(byte[] input, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    long took = System.nanoTime() - start;
    for (int i = 1; i < TRIES && took >= MOST; i++) {
      long again = System.nanoTime();
      work.get();
      took = Math.min(took, System.nanoTime() - again);
    }
    longest = Math.max(longest, took);
    FuzzTokens.require(took < MOST, "took " + took / 1_000_000 + " ms at best", input);
    return result;
  }

  double longestMillis() {
    return longest / 1e6;
  }
}

package org.carrel.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One run of the fuzz from the command line; what fails is saved, with how to repeat it. */
public final class FuzzRun implements Callable<String> {
  private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(30);

  private final long seed;
  private final long first;
  private final long inputs;
  private final long nanos;

  /**
   * Prepares a run.
   *
   * @param first number of the first input
   * @param inputs at most so many
   * @param seconds at most so long
   */
  public FuzzRun(long seed, long first, long inputs, long seconds) {
    this.seed = seed;
    this.first = first;
    this.inputs = inputs;
    this.nanos = TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Runs and returns a sentence on what was tried. */
  @Override
  public String call() throws IOException {
    long start = System.nanoTime();
    long told = start;
    try (Fuzz fuzz = new Fuzz(seed)) {
      for (long number = first; number - first < inputs; number++) {
        one(fuzz, number);
        long now = System.nanoTime();
        if (now - start > nanos) {
          break;
        }
        if (now - told > TELL_EVERY) {
          told = now;
          System.out.printf("  %d s, input %d%n", (now - start) / 1_000_000_000, number);
        }
      }
      return fuzz.summary();
    }
  }

  private void one(Fuzz fuzz, long number) throws IOException {
    try {
      fuzz.one(number);
    } catch (FuzzFailure failure) {
      Path saved = Path.of(".carrel/fuzz", "failed-" + seed + "-" + number);
      Files.createDirectories(saved.getParent());
      Files.write(saved, failure.input);
      System.out.printf(
          "FAILED: %s%nThe input is in %s; to try it again:%n"
              + "  ./carrel fuzz verifier --seed %d --input %d%n",
          failure.getMessage(), saved, seed, number);
      throw failure;
    }
  }
}

package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Reads verifications in tests. */
final class Outcome {
  private Outcome() {}

  static VerifiedToken accepted(Verification verification) {
    assertThat(verification).isInstanceOf(VerifiedToken.class);
    return (VerifiedToken) verification;
  }

  static Refused refused(Verification verification) {
    assertThat(verification).isInstanceOf(Refused.class);
    return (Refused) verification;
  }

  static Reason reason(Verification verification) {
    return refused(verification).reason();
  }

  /** Waits until it holds, for at most five seconds. */
  static void soon(String what, BooleanSupplier holds) {
    long start = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as(what).isLessThan(TimeUnit.SECONDS.toNanos(5));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}

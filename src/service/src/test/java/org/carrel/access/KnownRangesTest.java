package org.carrel.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KnownRangesTest {
  @Test
  void who_waits_for_a_connection_keeps_nobody_waiting_who_has_one() throws Exception {
    Thread connected = Thread.currentThread();
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    AddressRanges pool =
        new AddressRanges(null) {
          @Override
          long changes() {
            if (Thread.currentThread() != connected) {
              waits.countDown();
              awaited(free);
            }
            return 1;
          }

          @Override
          List<AddressRange> all() {
            return List.of();
          }
        };
    KnownRanges ranges = new KnownRanges(pool);
    InetAddress address = InetAddress.getByName("203.0.113.9");
    CompletableFuture<List<AddressRange>> other =
        CompletableFuture.supplyAsync(() -> ranges.of(address));
    awaited(waits);
    long began = System.nanoTime();
    assertThat(ranges.of(address)).isEmpty();
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
    free.countDown();
    assertThat(other.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

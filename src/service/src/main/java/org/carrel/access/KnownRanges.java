package org.carrel.access;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The ranges in this replica's memory. Whether they changed is asked of the database by whoever
 * comes a second after the last answer; what is older than two seconds decides nothing, so without
 * the database there is neither a yes nor a no.
 */
@Singleton
class KnownRanges {
  private static final Logger LOG = Logger.getLogger(KnownRanges.class);
  private static final long ASK_AFTER = Duration.ofSeconds(1).toNanos();
  private static final long TOO_OLD = Duration.ofSeconds(2).toNanos();

  private final AddressRanges ranges;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Known known = new Known(RangeTable.EMPTY, -1, System.nanoTime() - TOO_OLD);

  KnownRanges(AddressRanges ranges) {
    this.ranges = ranges;
  }

  private record Known(RangeTable table, long changes, long askedNanos) {
    boolean isOlderThan(long nanos) {
      return System.nanoTime() - askedNanos >= nanos;
    }
  }

  /** The ranges that hold {@code address}, the smallest first. */
  List<AddressRange> of(InetAddress address) {
    return current().of(address);
  }

  private RangeTable current() {
    Known held = known;
    boolean good = !held.isOlderThan(TOO_OLD);
    if (!held.isOlderThan(ASK_AFTER) || good && asking.isLocked()) {
      return held.table();
    }
    return QuarkusTransaction.joiningExisting().call(() -> asked(good));
  }

  /**
   * Whoever holds the lock, or waits for it, has a connection already: one who held it and waited
   * for a connection would wait for those who have one and wait for the lock.
   */
  private RangeTable asked(boolean good) {
    ranges.changes(); // takes the connection
    if (!good) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return known.table();
    }
    try {
      if (known.isOlderThan(ASK_AFTER)) {
        known = asked(known);
      }
      return known.table();
    } finally {
      asking.unlock();
    }
  }

  /** The counter is read before the ranges: one that changes in between is read once more. */
  private Known asked(Known held) {
    long nanos = System.nanoTime();
    long changes = ranges.changes();
    if (changes == held.changes()) {
      return new Known(held.table(), changes, nanos);
    }
    List<AddressRange> all = ranges.all();
    LOG.infof("%d address ranges, as of change %d", all.size(), changes);
    return new Known(new RangeTable(all), changes, nanos);
  }
}

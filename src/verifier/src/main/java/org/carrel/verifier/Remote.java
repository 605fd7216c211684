package org.carrel.verifier;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One document of the service, polled while it is in use and good for a bounded time after the last
 * contact.
 *
 * <p>How old it is counts by the injected clock and by the machine's monotonic one, whichever says
 * more: a wall clock set back lengthens nothing. Polling follows the monotonic one alone.
 *
 * @param <T> the document, immutable
 */
final class Remote<T> {
  private static final System.Logger LOG = System.getLogger(Remote.class.getName());
  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);
  private static final long BETWEEN_EXTRA_FETCHES = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_WHOLE_FETCHES = TimeUnit.MINUTES.toNanos(1);
  private static final long LONGEST_WAIT_MILLIS = 5_000;
  private static final long[] AGAIN_AFTER_MILLIS = {0, 300, 900};

  /** How the document is fetched, read and kept. */
  interface Kind<T> {
    String accept();

    int mostBytes();

    /** Reads and checks a new version; {@code held} is the one it would replace. */
    T read(byte[] body, @Nullable T held) throws Refusal;

    /** When it ends by its own word, in milliseconds since 1970. */
    long endsAtMillis(T document);

    /** How long it may be shown before asking again. */
    Duration askAgainAfter(@Nullable T document);
  }

  /** What all documents of one verifier share. */
  record Ground(ServiceHttp http, Clock clock, ScheduledExecutorService timer, Duration staleFor) {}

  /** A version with the moment at which it was last known to be current. */
  record Held<T>(
      T document,
      @Nullable String etag,
      long contactMillis,
      long contactNanos,
      long goodUntilMillis) {}

  private final URI uri;
  private final Kind<T> kind;
  private final Ground ground;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held<T> held;
  private volatile long neededUntilMillis;
  private volatile boolean polled;
  private volatile boolean dropped;
  private volatile String trouble = "";
  private volatile int failures;
  private long pausedUntilNanos;
  private long lastWholeNanos;
  private long lastExtraNanos = System.nanoTime() - BETWEEN_EXTRA_FETCHES;

  Remote(URI uri, Kind<T> kind, Ground ground) {
    this.uri = uri;
    this.kind = kind;
    this.ground = ground;
  }

  URI uri() {
    return uri;
  }

  /** What went wrong at the last attempt; empty if it went well. */
  String trouble() {
    return trouble;
  }

  Optional<Held<T>> held() {
    return Optional.ofNullable(held);
  }

  /** Whether something is known that will still ask for it. */
  boolean isNeeded(long nowMillis) {
    return nowMillis < neededUntilMillis;
  }

  synchronized void neededUntil(long millis) {
    neededUntilMillis = Math.max(neededUntilMillis, millis);
  }

  /** The document if it may still be believed at {@code nowMillis}. */
  @Nullable T fresh(long nowMillis) {
    Held<T> now = held;
    if (now == null
        || nowMillis >= now.goodUntilMillis
        || System.nanoTime() - now.contactNanos >= ground.staleFor.toNanos()) {
      return null;
    }
    return now.document;
  }

  /** The fresh document; where there is none, one fetch is waited for. */
  @Nullable T freshOrFetched(long nowMillis) {
    T fresh = fresh(nowMillis);
    if (fresh == null) {
      fetchUnlessDoneSince(held, false);
      fresh = fresh(ground.clock.millis());
    }
    return fresh;
  }

  /**
   * The document anew, because {@code seen} does not serve: it lacks something, or its signer was
   * withdrawn. At most one such fetch a second, whoever asks; in between {@code seen} comes back.
   */
  @Nullable T beyond(T seen) {
    Held<T> now = held;
    if (now != null && now.document == seen) {
      fetchUnlessDoneSince(now, true);
    }
    return fresh(ground.clock.millis());
  }

  /** Begins to poll, at once where no version is held yet. Harmless when repeated. */
  void keepCurrent() {
    if (!polled) {
      synchronized (this) {
        if (!polled && !dropped) {
          polled = true;
          schedule(held == null ? 0 : untilNextPoll());
        }
      }
    }
  }

  boolean isPolled() {
    return polled;
  }

  /** Asks in the background, ahead of the next poll, where nothing fresh is held. */
  void refreshIfStale() {
    if (!dropped && fresh(ground.clock.millis()) == null) {
      try {
        ground.timer.execute(() -> freshOrFetched(ground.clock.millis()));
      } catch (RejectedExecutionException e) {
        dropped = true;
      }
    }
  }

  /** Ends polling for good. Whoever still holds this must look for a new one. */
  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }

  private void fetchUnlessDoneSince(@Nullable Held<T> seen, boolean extra) {
    if (!locked()) {
      return;
    }
    try {
      long nanos = System.nanoTime();
      boolean pausing = failures > 0 && nanos - pausedUntilNanos < 0;
      boolean tooSoon = extra && nanos - lastExtraNanos < BETWEEN_EXTRA_FETCHES;
      if (held == seen && !pausing && !tooSoon) {
        if (extra) {
          lastExtraNanos = nanos;
        }
        fetch(!extra);
      }
    } finally {
      fetching.unlock();
    }
  }

  /** In trouble nobody waits for another's attempt: requests must not queue up behind an outage. */
  private boolean locked() {
    try {
      return fetching.tryLock(failures > 0 ? 0 : LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void poll() {
    if (dropped) {
      return;
    }
    long pause = FIRST_PAUSE;
    fetching.lock();
    try {
      fetch(true);
      pause = failures > 0 ? pausedUntilNanos - System.nanoTime() : untilNextPoll();
    } finally {
      fetching.unlock();
      schedule(pause); // whatever happened: a list polled no more would hide its revocations
    }
  }

  private long untilNextPoll() {
    Held<T> now = held;
    long whole = kind.askAgainAfter(now == null ? null : now.document).toNanos();
    return whole - ThreadLocalRandom.current().nextLong(whole / 10 + 1);
  }

  private void schedule(long nanos) {
    try {
      ground.timer.schedule(this::poll, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      dropped = true;
    }
  }

  private void fetch(boolean unlessUnchanged) {
    try {
      held = asked(unlessUnchanged, 0);
      succeeded();
    } catch (Refusal | IOException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      failed(e.getClass().getSimpleName());
    }
  }

  /**
   * Asks again at once, a few times, where the answer is over by our clock: after a sleep of both
   * machines the service may need a moment to see that what it holds is old.
   */
  private Held<T> asked(boolean unlessUnchanged, int tries) throws Refusal, IOException {
    try {
      return asked(unlessUnchanged);
    } catch (Refusal e) {
      if (e.reason() != Reason.EXPIRED || tries == AGAIN_AFTER_MILLIS.length) {
        throw e;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_AFTER_MILLIS[tries]));
      return asked(false, tries + 1);
    }
  }

  /** Contact counts from before the request: what changed while it was under way is unseen. */
  private Held<T> asked(boolean unlessUnchanged) throws Refusal, IOException {
    long millis = ground.clock.millis();
    long nanos = System.nanoTime();
    Held<T> before = held;
    boolean conditional = unlessUnchanged && before != null && lastsLong(before, millis, nanos);
    String etag = conditional ? before.etag : null;
    ServiceHttp.Answer answer = ground.http.get(uri, kind.accept(), kind.mostBytes(), etag);
    byte[] body = answer.body();
    T document;
    if (body != null) {
      lastWholeNanos = nanos;
      document = kind.read(body, before == null ? null : before.document);
    } else if (before != null) {
      document = before.document;
    } else {
      throw new IOException("answered 304 to a first request");
    }
    long good = Math.min(millis + ground.staleFor.toMillis(), endsAt(document));
    return new Held<>(document, answer.etag(), millis, nanos, good);
  }

  /**
   * Whether it is enough to hear that nothing has changed. In the last part of its life, in which
   * an outage could not be bridged for {@code staleFor}, the whole is asked for once a minute.
   */
  private boolean lastsLong(Held<T> version, long millis, long nanos) {
    long left = endsAt(version.document) - millis;
    return left > ground.staleFor.toMillis()
        || (left > 0 && nanos - lastWholeNanos < BETWEEN_WHOLE_FETCHES);
  }

  private long endsAt(T document) {
    return kind.endsAtMillis(document);
  }

  private void succeeded() {
    if (failures > 0) {
      LOG.log(Level.INFO, "{0} answers again", uri);
    }
    failures = 0;
    trouble = "";
  }

  private void failed(String what) {
    if (failures == 0) {
      LOG.log(Level.WARNING, "{0} cannot be had: {1}", uri, what);
    }
    long pause = Math.min(FIRST_PAUSE << Math.min(failures, 8), LONGEST_PAUSE);
    failures++;
    trouble = what;
    pausedUntilNanos =
        System.nanoTime() + pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2);
  }
}

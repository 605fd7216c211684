package org.carrel.docserver.uses;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.carrel.verifier.VerifiedToken;

/**
 * Counts a page or a download against what remains of a grant, or refuses it. A page shown again
 * within ten minutes (its image after its frame, a reload) is the same use.
 */
@ApplicationScoped
public class CountUse {
  private static final Duration SAME_USE = Duration.ofMinutes(10);

  private record Shown(String sub, String handle, int page) {}

  private final UseJournal journal;
  private final Clock clock;
  private final Cache<Shown, Instant> shown = Caffeine.newBuilder().maximumSize(200_000).build();

  CountUse(UseJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Counts a page. False, and nothing counted, where the limit is used up. */
  public boolean page(VerifiedToken token, String handle, int page) {
    Shown what = new Shown(token.subject(), handle, page);
    synchronized (this) {
      Instant now = clock.instant();
      Instant before = shown.getIfPresent(what);
      if (before != null && now.isBefore(before.plus(SAME_USE))) {
        return true;
      }
      if (exhausted(pagesLeft(token))) {
        return false;
      }
      shown.put(what, now);
      journal.add(new Use(token.subject(), 1, 0));
      return true;
    }
  }

  /**
   * Whether words of a page may stand outside it, as in a list of places found: any page's where
   * pages are not limited, else only those of a page counted lately.
   */
  public boolean mayQuote(VerifiedToken token, String handle, int page) {
    if (token.limits().pages().isEmpty()) {
      return true;
    }
    Instant before = shown.getIfPresent(new Shown(token.subject(), handle, page));
    return before != null && clock.instant().isBefore(before.plus(SAME_USE));
  }

  /** Counts a download. False, and nothing counted, where the limit is used up. */
  public synchronized boolean download(VerifiedToken token) {
    if (exhausted(downloadsLeft(token))) {
      return false;
    }
    journal.add(new Use(token.subject(), 0, 1));
    return true;
  }

  /** Pages that remain; empty without a limit. */
  public OptionalInt pagesLeft(VerifiedToken token) {
    return left(token.limits().pages(), used(token).pages());
  }

  /** Downloads that remain; empty without a limit. */
  public OptionalInt downloadsLeft(VerifiedToken token) {
    return left(token.limits().downloads(), used(token).downloads());
  }

  private Use used(VerifiedToken token) {
    return journal.since(token.subject(), token.issuedAt());
  }

  private static OptionalInt left(OptionalInt limit, int used) {
    return limit.isEmpty() ? limit : OptionalInt.of(Math.max(0, limit.getAsInt() - used));
  }

  private static boolean exhausted(OptionalInt left) {
    return left.isPresent() && left.getAsInt() == 0;
  }
}

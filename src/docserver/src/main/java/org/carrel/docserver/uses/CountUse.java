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
  private final UseReports reports;
  private final Clock clock;
  private final Cache<Shown, Instant> shown = Caffeine.newBuilder().maximumSize(200_000).build();

  CountUse(UseJournal journal, UseReports reports, Clock clock) {
    this.journal = journal;
    this.reports = reports;
    this.clock = clock;
  }

  /** Counts a page. False, and nothing counted, where the limit is used up. */
  public boolean page(VerifiedToken token, String handle, int page) {
    Shown what = new Shown(token.subject(), handle, page);
    synchronized (this) {
      if (isShown(what)) {
        return true;
      }
      if (exhausted(pagesLeft(token))) {
        return false;
      }
      shown.put(what, clock.instant());
      add(new Use(token.subject(), 1, 0), token.limits().pages());
      return true;
    }
  }

  /** Whether a page would be counted, and against a limit. */
  public boolean limitsPage(VerifiedToken token, String handle, int page) {
    return token.limits().pages().isPresent() && !isShown(new Shown(token.subject(), handle, page));
  }

  /** Whether downloads are limited. */
  public boolean limitsDownload(VerifiedToken token) {
    return token.limits().downloads().isPresent();
  }

  /**
   * Whether words of a page may stand outside it, as in a list of places found: any page's where
   * pages are not limited, else only those of a page counted lately.
   */
  public boolean mayQuote(VerifiedToken token, String handle, int page) {
    return token.limits().pages().isEmpty() || isShown(new Shown(token.subject(), handle, page));
  }

  /** Counts a download. False, and nothing counted, where the limit is used up. */
  public synchronized boolean download(VerifiedToken token) {
    if (exhausted(downloadsLeft(token))) {
      return false;
    }
    add(new Use(token.subject(), 0, 1), token.limits().downloads());
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

  private boolean isShown(Shown what) {
    Instant before = shown.getIfPresent(what);
    return before != null && clock.instant().isBefore(before.plus(SAME_USE));
  }

  /** What counts against a limit is told at once: other servers wait for it. */
  private void add(Use use, OptionalInt limit) {
    journal.add(use);
    if (limit.isPresent()) {
      reports.sendSoon();
    }
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

package org.carrel.docserver.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader's session at this server, kept by the browser in a sealed cookie.
 *
 * @param id 22 random characters, new at each return from the service
 * @param grants newest first, at most {@link #MOST_GRANTS}
 * @param browser the service's session of the browser
 * @param seen when a page was last opened in it, to the second
 * @param vain round trips for an item that brought nothing, at most {@link #MOST_GRANTS}
 */
public record ReadingSession(
    String id, List<HeldGrant> grants, List<VainTrip> vain, BrowserSession browser, Instant seen) {
  /** More do not fit into a cookie. */
  public static final int MOST_GRANTS = 3;

  /** How long a session on a shared computer outlives the last page that was opened in it. */
  public static final Duration SHARED_IDLE = Duration.ofMinutes(15);

  private static final Duration ONE_TRIP_PER = Duration.ofMinutes(1);

  /** A round trip to the service after which the item was still not covered. */
  public record VainTrip(String handle, Instant at) {}

  public ReadingSession {
    grants = List.copyOf(grants.subList(0, Math.min(MOST_GRANTS, grants.size())));
    vain = List.copyOf(vain.subList(0, Math.min(MOST_GRANTS, vain.size())));
  }

  public static ReadingSession empty() {
    return new ReadingSession(
        RandomText.next(), List.of(), List.of(), BrowserSession.NONE, Instant.EPOCH);
  }

  /** Whether there is nothing to keep: a shared computer is remembered until it is left. */
  public boolean isEmpty() {
    return grants.isEmpty() && vain.isEmpty() && !isShared();
  }

  /** Whether the reader said that others use the computer too. */
  public boolean isShared() {
    return browser.shared();
  }

  /** Whether it is on a shared computer and nobody opened a page for 15 minutes. */
  public boolean isIdle(Instant now) {
    return isShared() && !now.isBefore(seen.plus(SHARED_IDLE));
  }

  /** The same session under what the service says of the browser now. */
  public ReadingSession of(BrowserSession now) {
    return new ReadingSession(id, grants, vain, now, seen);
  }

  /** The same session, in which a page is opened now. */
  ReadingSession seenAt(Instant now) {
    return new ReadingSession(id, grants, vain, browser, now);
  }

  /** The session after a return from the service: a new id, the new grant first. */
  public ReadingSession withNew(HeldGrant grant) {
    List<HeldGrant> now = new ArrayList<>(grants);
    now.removeIf(g -> g.handle().equals(grant.handle()));
    now.removeIf(g -> g.refreshToken().equals(grant.refreshToken()));
    now.add(0, grant);
    List<VainTrip> others = vain.stream().filter(v -> !v.handle().equals(grant.handle())).toList();
    return new ReadingSession(RandomText.next(), now, others, browser, seen);
  }

  /** The same session with a renewed access token. */
  public ReadingSession withRenewed(HeldGrant renewed) {
    List<HeldGrant> now = new ArrayList<>(grants);
    now.replaceAll(g -> g.refreshToken().equals(renewed.refreshToken()) ? renewed : g);
    return new ReadingSession(id, now, vain, browser, seen);
  }

  /** The same session without a grant that gives nothing any more. */
  public ReadingSession without(HeldGrant gone) {
    return new ReadingSession(
        id,
        grants.stream().filter(g -> !g.refreshToken().equals(gone.refreshToken())).toList(),
        vain,
        browser,
        seen);
  }

  /** The session after a round trip in vain. */
  public ReadingSession withVainTrip(String handle, Instant at) {
    List<VainTrip> now = new ArrayList<>(vain);
    now.removeIf(v -> v.handle().equals(handle));
    now.add(0, new VainTrip(handle, at));
    return new ReadingSession(RandomText.next(), grants, now, browser, seen);
  }

  /** Whether the item was asked for in vain within the last minute: do not ask again yet. */
  public boolean triedInVain(String handle, Instant now) {
    return vain.stream()
        .anyMatch(v -> v.handle().equals(handle) && now.isBefore(v.at().plus(ONE_TRIP_PER)));
  }
}

package org.carrel.access;

import static org.carrel.access.GrantState.Event.MOVE;
import static org.carrel.access.GrantState.Event.RESTORE;
import static org.carrel.access.GrantState.Event.RESUME;
import static org.carrel.access.GrantState.Event.REVOKE;
import static org.carrel.access.GrantState.Event.START;
import static org.carrel.access.GrantState.Event.SUSPEND;

import java.util.Map;
import java.util.Set;

/**
 * The states of a grant. That its window is over is a fact of the clock, not a state.
 *
 * <p>{@link #TABLE} is the only place that says what may follow what.
 */
public enum GrantState {
  /** Made, its window not fixed yet. */
  WAITING,
  /** Its window is fixed (and may lie ahead, or be over). */
  RUNNING,
  /** For as long as a reason stands; the window runs on. */
  SUSPENDED,
  /** Taken back; comes back only as its next incarnation, with a new status index. */
  REVOKED;

  /** What can happen to a grant. */
  public enum Event {
    START,
    MOVE,
    SUSPEND,
    RESUME,
    REVOKE,
    RESTORE
  }

  /** From a state, by an event, to one of these states; what is not here is refused. */
  public static final Map<GrantState, Map<Event, Set<GrantState>>> TABLE =
      Map.of(
          WAITING,
          Map.of(START, Set.of(RUNNING), SUSPEND, Set.of(SUSPENDED), REVOKE, Set.of(REVOKED)),
          RUNNING,
          Map.of(MOVE, Set.of(RUNNING), SUSPEND, Set.of(SUSPENDED), REVOKE, Set.of(REVOKED)),
          SUSPENDED,
          Map.of(
              MOVE, Set.of(SUSPENDED),
              SUSPEND, Set.of(SUSPENDED),
              RESUME, Set.of(SUSPENDED, WAITING, RUNNING),
              REVOKE, Set.of(REVOKED)),
          REVOKED,
          Map.of(
              MOVE, Set.of(REVOKED),
              SUSPEND, Set.of(REVOKED),
              RESUME, Set.of(REVOKED),
              RESTORE, Set.of(WAITING, RUNNING, SUSPENDED)));

  /** {@code to}, if the table leads there; the refusal is a bug of the caller. */
  GrantState follow(Event event, GrantState to) {
    if (!TABLE.get(this).getOrDefault(event, Set.of()).contains(to)) {
      throw new IllegalStateException("a grant that is " + this + " does not " + event);
    }
    return to;
  }
}

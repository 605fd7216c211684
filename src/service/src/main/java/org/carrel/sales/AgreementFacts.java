package org.carrel.sales;

import static org.carrel.sales.AgreementEvent.BEGIN;
import static org.carrel.sales.AgreementEvent.END;
import static org.carrel.sales.AgreementEvent.ENTER_GRACE;
import static org.carrel.sales.AgreementEvent.RESTORE;
import static org.carrel.sales.AgreementEvent.SUCCEED;
import static org.carrel.sales.AgreementEvent.SUSPEND;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/**
 * What an agreement's state follows from at one instant.
 *
 * @param term from its first instant to the first one after it
 * @param graceEnd when renewal grace is over
 * @param unpaidAt when payment grace is over for money that is still missing; null when none is
 * @param renewing whether a renewal of it is under way
 * @param succeeded whether an agreement that renews it has begun
 */
record AgreementFacts(
    Window term,
    Instant graceEnd,
    @Nullable Instant unpaidAt,
    boolean renewing,
    boolean succeeded) {
  /** So long before the end of a term access is led on into the grace, so that none is cut off. */
  static final Duration AHEAD = Duration.ofMinutes(20);

  /** What happens next to an agreement in this state; nothing where it stands as it should. */
  Optional<AgreementEvent> next(AgreementState state, Instant now) {
    return switch (state) {
      case SIGNED -> when(!now.isBefore(term.start()), BEGIN);
      case IN_FORCE -> isOver(now) ? after(now) : when(isUnpaid(now), SUSPEND);
      case SUSPENDED -> isUnpaid(now) ? unpaid(now) : paid(now);
      case IN_GRACE -> inGrace(now);
      case ENDED -> when(succeeded, SUCCEED);
      case SUCCEEDED, TERMINATED -> Optional.empty();
    };
  }

  private Optional<AgreementEvent> after(Instant now) {
    return Optional.of(succeeded ? SUCCEED : isFollowed(now) ? ENTER_GRACE : END);
  }

  private Optional<AgreementEvent> unpaid(Instant now) {
    if (!isOver(now)) {
      return Optional.empty();
    }
    return succeeded ? Optional.of(SUCCEED) : when(!isFollowed(now), END);
  }

  private Optional<AgreementEvent> paid(Instant now) {
    return isOver(now) ? after(now) : Optional.of(RESTORE);
  }

  private Optional<AgreementEvent> inGrace(Instant now) {
    if (succeeded || !isFollowed(now)) {
      return Optional.of(succeeded ? SUCCEED : END);
    }
    return when(isUnpaid(now), SUSPEND);
  }

  /** When the access that it gives ends, for an agreement that is not over for good. */
  Instant accessEnd(AgreementState state, Instant now) {
    boolean goesOn = renewing && !succeeded && !now.isBefore(term.end().minus(AHEAD));
    return state == AgreementState.IN_GRACE || goesOn ? graceEnd : term.end();
  }

  /** When the clock alone next changes something; nothing for one that is over for good. */
  Optional<Instant> nextLook(AgreementState state, Instant now) {
    return state.isOver()
        ? Optional.empty()
        : Stream.of(term.start(), term.end().minus(AHEAD), term.end(), graceEnd, unpaidAt)
            .filter(when -> when != null && when.isAfter(now))
            .min(Instant::compareTo);
  }

  private boolean isOver(Instant now) {
    return !now.isBefore(term.end());
  }

  private boolean isFollowed(Instant now) {
    return renewing && now.isBefore(graceEnd);
  }

  private boolean isUnpaid(Instant now) {
    return unpaidAt != null && !now.isBefore(unpaidAt);
  }

  private static Optional<AgreementEvent> when(boolean so, AgreementEvent event) {
    return so ? Optional.of(event) : Optional.empty();
  }
}

package org.carrel.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/**
 * A grant that covers what is asked for, seen at an instant.
 *
 * @param grant the grant
 * @param limits what is left of it
 * @param hindrance why it does not allow, null when it does
 */
record Candidate(Grant grant, Remaining limits, @Nullable Reason hindrance) {
  /** An institution's before a person's, then one with pages left, then the one that ends last. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing((Candidate c) -> !c.grant.holder().startsWith("institution:"))
          .thenComparing(c -> !c.limits.hasPages())
          .thenComparing(Candidate::end, Comparator.reverseOrder())
          .thenComparing(c -> c.grant.id());

  /** The order of {@link Reason}, then the one that ends last. */
  static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparing(
              (Candidate c) -> c.hindrance,
              Comparator.nullsFirst(Comparator.<Reason>naturalOrder()))
          .thenComparing(BEST_FIRST);

  static Candidate of(Grant grant, @Nullable Allowance used, Instant now) {
    Remaining limits = Allowance.left(grant, used);
    return new Candidate(grant, limits, whyNot(grant, limits, now));
  }

  private static @Nullable Reason whyNot(Grant grant, Remaining limits, Instant now) {
    Optional<Window> window = grant.window();
    if (grant.state() == GrantState.REVOKED) {
      return Reason.REVOKED;
    }
    if (window.isPresent() && !now.isBefore(window.get().end())) {
      return Reason.EXPIRED;
    }
    if (grant.state() == GrantState.SUSPENDED) {
      return Reason.SUSPENDED;
    }
    if (window.isEmpty() || now.isBefore(window.get().start())) {
      return Reason.NOT_STARTED;
    }
    return limits.isUsedUp() ? Reason.LIMIT_EXCEEDED : null;
  }

  /** Whether its limit counts browsers, so that it reads in those alone that hold it themselves. */
  static boolean isOfBrowsers(String holder) {
    return holder.startsWith("pass:");
  }

  /** The same for a browser that itself acts for these holders. */
  Candidate seenWith(List<String> holders) {
    boolean elsewhere = isOfBrowsers(grant.holder()) && !holders.contains(grant.holder());
    return allows() && elsewhere ? new Candidate(grant, limits, Reason.NOT_OPEN_HERE) : this;
  }

  boolean allows() {
    return hindrance == null;
  }

  Decision decision() {
    return hindrance == null
        ? new Decision.Allowed(grant.id(), grant.holder(), end(), limits)
        : new Decision.Denied(hindrance, grant.id(), grant.holder());
  }

  private Instant end() {
    return grant.window().map(Window::end).orElse(Instant.MAX);
  }
}

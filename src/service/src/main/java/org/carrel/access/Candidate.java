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
 * @param rank the place of its holder among those that address and sign-on give; beyond all for a
 *     person
 * @param through the institution through which it is reached
 */
record Candidate(
    Grant grant,
    Remaining limits,
    @Nullable Reason hindrance,
    int rank,
    Optional<Through> through) {
  /**
   * An institution's before a person's, the most specific range first; then one with pages left,
   * then the one that ends last.
   */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing((Candidate c) -> !isInstitution(c.grant))
          .thenComparing(c -> c.rank)
          .thenComparing(c -> !c.limits.hasPages())
          .thenComparing(Candidate::end, Comparator.reverseOrder())
          .thenComparing(c -> c.grant.id());

  /** The order of {@link Reason}, then the one that ends last. */
  static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparing(
              (Candidate c) -> c.hindrance,
              Comparator.nullsFirst(Comparator.<Reason>naturalOrder()))
          .thenComparing(BEST_FIRST);

  static Candidate of(Grant grant, @Nullable Allowance used, Network network, Instant now) {
    Remaining limits = Allowance.left(grant, used);
    Reason hindrance = whyNot(grant, limits, now);
    return new Candidate(
        grant,
        limits,
        isInstitution(grant) ? ofInstitution(grant, hindrance, network) : hindrance,
        network.rank(grant.holder()),
        network.through(grant));
  }

  static boolean isInstitution(Grant grant) {
    return grant.holder().startsWith("institution:");
  }

  /** A reader can do nothing about an institution's grant: it is there, or it is over. */
  private static @Nullable Reason ofInstitution(
      Grant grant, @Nullable Reason hindrance, Network network) {
    if (hindrance == null) {
      return network.admits(grant) ? null : Reason.NOT_ADMITTED;
    }
    return hindrance == Reason.NOT_STARTED || hindrance == Reason.LIMIT_EXCEEDED
        ? Reason.NO_LICENSE
        : Reason.INSTITUTION_ENDED;
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
    return allows() && elsewhere
        ? new Candidate(grant, limits, Reason.NOT_OPEN_HERE, rank, through)
        : this;
  }

  boolean allows() {
    return hindrance == null;
  }

  Decision decision() {
    return hindrance == null
        ? new Decision.Allowed(grant.id(), grant.holder(), end(), limits, through)
        : new Decision.Denied(hindrance, grant.id(), grant.holder());
  }

  private Instant end() {
    return grant.window().map(Window::end).orElse(Instant.MAX);
  }
}

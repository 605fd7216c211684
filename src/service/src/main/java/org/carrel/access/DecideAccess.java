package org.carrel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.carrel.access.Decision.Denied;
import org.carrel.catalog.Items;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may read an item now: evidence gives holders, holders give grants, and of those
 * that cover the item the best one decides. Always from the database, as it is committed.
 */
@ApplicationScoped
public class DecideAccess {
  private final Holdings holdings;
  private final Items items;
  private final org.carrel.catalog.Collections collections;
  private final Grants grants;
  private final KnownRanges ranges;
  private final SignOns signOns;
  private final EntityManager entities;
  private final Clock clock;

  DecideAccess(
      Holdings holdings,
      Items items,
      org.carrel.catalog.Collections collections,
      Grants grants,
      KnownRanges ranges,
      SignOns signOns,
      EntityManager entities,
      Clock clock) {
    this.holdings = holdings;
    this.items = items;
    this.collections = collections;
    this.grants = grants;
    this.ranges = ranges;
    this.signOns = signOns;
    this.entities = entities;
    this.clock = clock;
  }

  /** Decides on the item {@code handle} for whoever stands behind {@code evidence}. */
  @Transactional
  public Decision decide(Evidence evidence, String handle) {
    if (items.byHandle(handle).isEmpty()) {
      return new Denied(Reason.UNKNOWN_ITEM, null, null);
    }
    Network network = network(evidence);
    List<String> holders = holders(evidence, network);
    if (holders.isEmpty()) {
      return new Denied(Reason.NO_LICENSE, null, null);
    }
    Set<Integer> sought = collections.ofTitle(Items.titleOf(handle));
    List<Candidate> candidates = candidates(holders, sought, network);
    return candidates.isEmpty() && network.isSignedOn()
        ? new Denied(Reason.INSTITUTION_WITHOUT, null, null)
        : choose(candidates.stream().map(openedIn(evidence)).toList());
  }

  /** Whether the address lies in some institution's network, whatever that may read. */
  public boolean isKnown(@Nullable InetAddress address) {
    return address != null && !ranges.of(address).isEmpty();
  }

  /**
   * The holders whose grants cover the item and only wait to be started. There may be several, and
   * whether one can still be started is not for its grant to say.
   */
  @Transactional
  public List<String> waiting(Evidence evidence, String handle) {
    List<String> holders = holdings.of(evidence.subjects());
    Set<Integer> sought = collections.ofTitle(Items.titleOf(handle));
    return candidates(holders, sought, Network.NONE).stream()
        .filter(candidate -> candidate.hindrance() == Reason.NOT_STARTED)
        .sorted(Candidate.NEAREST_FIRST)
        .map(candidate -> candidate.grant().holder())
        .toList();
  }

  /**
   * Decides again on a grant that was chosen before, for the same evidence, and holds its row until
   * the caller's transaction ends: what is recorded there cannot overlook a revocation.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Decision confirm(Evidence evidence, String grantId) {
    Grant grant = grants.hold(grantId).orElse(null);
    Network network = network(evidence);
    if (grant == null || !isHeld(grant.holder(), evidence, network)) {
      return new Denied(whyLeft(evidence, grant), grantId, grant == null ? null : grant.holder());
    }
    Allowance used = entities.find(Allowance.class, grantId);
    return Candidate.of(grant, used, network, clock.instant()).decision();
  }

  private Reason whyLeft(Evidence evidence, @Nullable Grant grant) {
    if (grant == null || !Candidate.isInstitution(grant)) {
      return Reason.NO_LICENSE;
    }
    String device = evidence.deviceSessionId();
    return device != null && signOns.had(device, grant.holder())
        ? Reason.SIGN_ON_ENDED
        : Reason.OUTSIDE_NETWORK;
  }

  private Network network(Evidence evidence) {
    InetAddress address = evidence.address();
    String device = evidence.deviceSessionId();
    Network here = address == null ? Network.NONE : Network.of(address, ranges.of(address));
    return device == null ? here : here.with(signOns.of(device));
  }

  private List<String> holders(Evidence evidence, Network network) {
    List<String> holders = new ArrayList<>(network.holders());
    holders.addAll(holdings.of(evidence.subjects()));
    return holders;
  }

  private boolean isHeld(String holder, Evidence evidence, Network network) {
    List<Subject> needed =
        Candidate.isOfBrowsers(holder) ? evidence.browser() : evidence.subjects();
    return network.holders().contains(holder) || holdings.of(needed).contains(holder);
  }

  /** What an account alone holds of passes waits for a click that opens it in the browser. */
  private UnaryOperator<Candidate> openedIn(Evidence evidence) {
    List<String> here = holdings.of(evidence.browser());
    return candidate -> candidate.seenWith(here);
  }

  private static Decision choose(List<Candidate> candidates) {
    Comparator<Candidate> order =
        candidates.stream().anyMatch(Candidate::allows)
            ? Comparator.comparing((Candidate c) -> !c.allows()).thenComparing(Candidate.BEST_FIRST)
            : Candidate.NEAREST_FIRST;
    return candidates.stream()
        .min(order)
        .map(Candidate::decision)
        .orElse(new Denied(Reason.NO_LICENSE, null, null));
  }

  private List<Candidate> candidates(
      Collection<String> holders, Set<Integer> sought, Network network) {
    Instant now = clock.instant();
    return entities
        .createQuery(
            "select g, a from Grant g left join Allowance a on a.grantId = g.id"
                + " where g.holder in :holders",
            Object[].class)
        .setParameter("holders", holders)
        .getResultStream()
        .filter(row -> covers((Grant) row[0], sought))
        .map(row -> Candidate.of((Grant) row[0], allowance(row), network, now))
        .toList();
  }

  private static @Nullable Allowance allowance(Object[] row) {
    return (Allowance) row[1];
  }

  private static boolean covers(Grant grant, Set<Integer> sought) {
    Set<Integer> granted = grant.collections();
    return granted.isEmpty() || !Collections.disjoint(granted, sought);
  }
}

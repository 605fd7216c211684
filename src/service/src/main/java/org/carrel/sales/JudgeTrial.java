package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.Range;
import org.carrel.institutions.Ranges;

/**
 * Whether a trial may begin without a person, by {@code config/trials.yaml}. Nothing that who asks
 * wrote speaks for it but the address, which is proven; all else staff entered. What they wrote can
 * only speak against it.
 */
@ApplicationScoped
class JudgeTrial {
  private static final int IPV6_HOST_BITS = 64;

  private final TrialPolicy policy;
  private final Institutions institutions;
  private final Ranges ranges;
  private final EntityManager entities;

  JudgeTrial(TrialPolicy policy, Institutions institutions, Ranges ranges, EntityManager entities) {
    this.policy = policy;
    this.institutions = institutions;
    this.ranges = ranges;
    this.entities = entities;
  }

  /** What the rules say. */
  sealed interface Verdict {
    /** It may begin, for this institution, whose row is held until the transaction ends. */
    record Automatic(Institution institution) implements Verdict {}

    /** A person decides, because of this. */
    record Person(String why) implements Verdict {}
  }

  @Transactional(TxType.MANDATORY)
  Verdict judge(Request request, Instant now) {
    TrialRules rules = policy.rules();
    if (!rules.automatic()) {
      return new Verdict.Person("Every trial is decided by a person.");
    }
    if (request.collections().isEmpty()) {
      return new Verdict.Person("No collection is named.");
    }
    List<Institution> found = ofDomain(request);
    if (found.size() != 1) {
      return new Verdict.Person(
          found.isEmpty()
              ? "The address is in no domain of an institution that we know."
              : "Several institutions have the domain of the address.");
    }
    // held, so that of two requests at once the second sees the first one's trial
    Institution institution = institutions.lock(found.get(0).id());
    return contradicted(institution, request.organization())
        .or(() -> against(institution, request.collections(), rules, now))
        .<Verdict>map(Verdict.Person::new)
        .orElseGet(() -> new Verdict.Automatic(institution));
  }

  private List<Institution> ofDomain(Request request) {
    String mail = request.asker().email().normalized();
    return DomainName.parse(mail.substring(mail.indexOf('@') + 1))
        .map(institutions::ofDomain)
        .orElse(List.of())
        .stream()
        .filter(one -> request.institutionId().map(one.id()::equals).orElse(true))
        .toList();
  }

  /** What the request says of itself is not what is known of the institution. */
  private static Optional<String> contradicted(Institution institution, Organization says) {
    boolean other =
        says.ror() != null && !institution.ror().equals(Optional.of(says.ror()))
            || says.domain() != null && !institution.domain().equals(Optional.of(says.domain()));
    return other
        ? Optional.of("The request names a ROR id or domain that the institution does not have.")
        : Optional.empty();
  }

  private Optional<String> against(
      Institution institution, Set<Integer> collections, TrialRules rules, Instant now) {
    if (institution.parentId().isPresent() || !institutions.partsOf(institution.id()).isEmpty()) {
      return Optional.of("The institution is part of a larger one, or has parts.");
    }
    List<Range> proven = ranges.of(institution.id());
    if (proven.isEmpty()) {
      return Optional.of("Nobody vouched for a range of the institution yet.");
    }
    if (addresses(proven, true).compareTo(BigInteger.valueOf(rules.mostAddresses())) > 0
        || addresses(proven, false).shiftRight(IPV6_HOST_BITS).longValue() > rules.mostNetworks()) {
      return Optional.of("The institution's ranges are larger than the rules allow.");
    }
    LocalDate since = LocalDate.ofInstant(now, institution.zone()).minusMonths(rules.pauseMonths());
    return triedSince(institution, collections, since)
        ? Optional.of("The institution tried some of it before, less than the pause ago.")
        : Optional.empty();
  }

  private static BigInteger addresses(List<Range> ranges, boolean version4) {
    return ranges.stream()
        .filter(range -> (range.first().getAddress().length == 4) == version4)
        .map(
            range ->
                new BigInteger(1, range.last().getAddress())
                    .subtract(new BigInteger(1, range.first().getAddress()))
                    .add(BigInteger.ONE))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private boolean triedSince(Institution institution, Set<Integer> collections, LocalDate since) {
    return entities
        .createQuery(
            "from Trial t where t.institutionId in :institutions and t.lastDay >= :since"
                + " and t.state not in :never",
            Trial.class)
        .setParameter("institutions", institutions.formerOf(institution.id()))
        .setParameter("since", since)
        .setParameter("never", List.of(TrialState.WITHDRAWN, TrialState.DECLINED))
        .getResultStream()
        .anyMatch(
            trial ->
                trial.collections().isEmpty()
                    || !Collections.disjoint(trial.collections(), collections));
  }
}

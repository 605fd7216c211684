package org.carrel.institutions;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.carrel.access.Affiliation;

/**
 * What an assertion says of a person, and for which institutions. The provider says which these can
 * be, never the person: an affiliation counts for the institution to which its scope belongs, and
 * in no other scope than the provider's own. A scope that belongs to none counts for none, however
 * few others there are. The entitlement names no scope; it counts where the affiliations name one
 * institution only, or name none and the provider speaks for one only in all of its scopes.
 */
final class JudgeAssertion {
  static final String COMMON_LIB_TERMS = "urn:mace:dir:entitlement:common-lib-terms";
  private static final int MOST_VALUES = 200;

  private final Provider provider;
  private final List<Attachment> attachments;
  private final Map<Attachment, Set<Affiliation>> counted = new LinkedHashMap<>();
  private final Set<Attachment> named = new LinkedHashSet<>();
  private boolean namesNobody;
  private boolean unclear;
  private final Set<String> foreignScopes = new TreeSet<>();
  private final Set<String> uncounted = new TreeSet<>();

  private JudgeAssertion(Provider provider, List<Attachment> attachments) {
    this.provider = provider;
    this.attachments = attachments;
  }

  /**
   * The judgement.
   *
   * @param counted what counts, for each institution that something counts for
   * @param foreignScopes scopes that are none of the provider's, and were dropped
   * @param uncounted what else was said and counts for nothing
   * @param unclear whether the entitlement was said, and not for which institution
   */
  record Judged(
      Map<Attachment, Set<Affiliation>> counted,
      Set<String> foreignScopes,
      Set<String> uncounted,
      boolean unclear) {}

  static Judged judge(
      Provider provider,
      List<Attachment> attachments,
      List<String> entitlements,
      List<String> affiliations) {
    JudgeAssertion judge = new JudgeAssertion(provider, attachments);
    affiliations.stream().limit(MOST_VALUES).forEach(judge::affiliation);
    if (entitlements.contains(COMMON_LIB_TERMS)) {
      judge.commonLibTerms();
    }
    return new Judged(judge.counted, judge.foreignScopes, judge.uncounted, judge.unclear);
  }

  private void affiliation(String value) {
    int at = value.lastIndexOf('@');
    String word = at < 0 ? value : value.substring(0, at);
    String scope = at < 0 ? "" : value.substring(at + 1).toLowerCase(Locale.ROOT);
    if (at < 0) {
      uncounted.add(word);
    } else if (!provider.scopes().contains(scope)) {
      foreignScopes.add(scope);
    } else {
      Optional<Attachment> institution = of(scope);
      Optional<Affiliation> known = Affiliation.of(word);
      institution.ifPresentOrElse(named::add, () -> namesNobody = true);
      if (institution.isPresent() && known.isPresent()) {
        count(institution.get(), known.get());
      } else {
        uncounted.add(value);
      }
    }
  }

  private void commonLibTerms() {
    Collection<Attachment> candidates = named.isEmpty() ? attachments : named;
    boolean one = candidates.stream().map(Attachment::institutionId).distinct().count() == 1;
    if (one && !namesNobody && (!named.isEmpty() || everyScopeBelongs())) {
      count(candidates.iterator().next(), Affiliation.COMMON_LIB_TERMS);
    } else {
      unclear = true;
    }
  }

  private boolean everyScopeBelongs() {
    return provider.scopes().stream().allMatch(scope -> of(scope).isPresent());
  }

  private void count(Attachment institution, Affiliation affiliation) {
    counted.computeIfAbsent(institution, any -> EnumSet.noneOf(Affiliation.class)).add(affiliation);
  }

  private Optional<Attachment> of(String scope) {
    return attachments.stream()
        .filter(one -> one.scope().equals(Optional.of(scope)))
        .findFirst()
        .or(this::only);
  }

  /** The institution for which the provider speaks in all that it says. */
  private Optional<Attachment> only() {
    return attachments.size() == 1 && provider.scopes().size() == 1
        ? attachments.stream().filter(one -> one.scope().isEmpty()).findFirst()
        : Optional.empty();
  }
}

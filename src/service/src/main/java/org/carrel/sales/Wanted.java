package org.carrel.sales;

import java.util.List;
import java.util.Set;
import org.carrel.institutions.IpRange;
import org.jspecify.annotations.Nullable;

/**
 * What an organization wants, every value checked.
 *
 * @param kind quote, trial or both
 * @param seats people reading at the same time; none for "please advise"
 * @param ranges its addresses, perhaps none yet
 * @param collections numbers of the collections that are asked for; none for "please advise"
 * @param message what it is for, and anything else; may be empty
 * @param itemHandle the document at which the question arose
 */
public record Wanted(
    RequestKind kind,
    Organization organization,
    @Nullable Integer seats,
    List<IpRange> ranges,
    Set<Integer> collections,
    Asker asker,
    String message,
    @Nullable String itemHandle) {
  public Wanted {
    ranges = List.copyOf(ranges);
    collections = Set.copyOf(collections);
  }
}

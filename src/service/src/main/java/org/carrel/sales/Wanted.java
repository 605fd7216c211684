package org.carrel.sales;

import java.util.List;
import org.carrel.base.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an organization wants, every value checked.
 *
 * @param kind quote, trial or both
 * @param organization its name
 * @param type what kind of organization
 * @param size band of full-time students and staff
 * @param seats people reading at the same time; none for "please advise"
 * @param ranges its addresses, perhaps none yet
 * @param name who asks
 * @param role as what; may be empty
 * @param email where the answer goes
 * @param message anything else; may be empty
 * @param itemHandle the document at which the question arose
 * @param collection number of the collection that is asked for
 */
public record Wanted(
    RequestKind kind,
    String organization,
    String type,
    String size,
    @Nullable Integer seats,
    List<IpRange> ranges,
    String name,
    String role,
    EmailAddress email,
    String message,
    @Nullable String itemHandle,
    @Nullable Integer collection) {
  public Wanted {
    ranges = List.copyOf(ranges);
  }
}

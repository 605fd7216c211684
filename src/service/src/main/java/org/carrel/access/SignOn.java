package org.carrel.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * That somebody at a browser signed in through an institution.
 *
 * @param source id of what attaches the provider to the institution
 * @param holders {@code institution:<id>}, then those above it, the nearest first
 * @param number the institution's number in tokens
 * @param affiliations what it says of the person, one at least
 * @param person the person as a name of ours that says nothing of them, 43 characters
 * @param until the first instant at which it counts no more
 */
public record SignOn(
    String source,
    List<String> holders,
    int number,
    Set<Affiliation> affiliations,
    String person,
    Instant until) {
  public SignOn {
    if (holders.isEmpty() || affiliations.isEmpty()) {
      throw new IllegalArgumentException("a sign-on is of somebody at some institution");
    }
    holders = List.copyOf(holders);
    affiliations = Set.copyOf(affiliations);
  }
}

package org.carrel.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an address gives, and a sign-on after it: holders, the most specific range's institution
 * first, each followed by those above it. Who signed in may reach one holder in several ways.
 */
record Network(List<Place> places) {
  static final Network NONE = new Network(List.of());

  /**
   * A holder, and through which institution it is reached.
   *
   * @param affiliations what the institution says of who signed in; empty for who comes from its
   *     network, of whom nothing is asked
   */
  record Place(String holder, Through through, Set<Affiliation> affiliations) {
    boolean isOpenTo(String other) {
      return affiliations.isEmpty() && holder.equals(other);
    }

    boolean isAdmittedBy(Grant grant) {
      return affiliations.isEmpty() || affiliations.stream().anyMatch(grant::admits);
    }
  }

  static Network of(InetAddress address, List<AddressRange> ranges) {
    List<Place> places = new ArrayList<>();
    for (AddressRange range : ranges) {
      Through through =
          new Through(range.holders().get(0), range.number(), Block.around(address, range), null);
      add(places, range.holders(), through, Set.of());
    }
    return new Network(List.copyOf(places));
  }

  /** The same for somebody who signed in; what the network gives anyway it goes on giving. */
  Network with(List<SignOn> signOns) {
    if (signOns.isEmpty()) {
      return this;
    }
    List<Place> more = new ArrayList<>(places);
    for (SignOn signOn : signOns) {
      Through through =
          new Through(signOn.holders().get(0), signOn.number(), null, signOn.person());
      add(more, signOn.holders(), through, signOn.affiliations());
    }
    return new Network(List.copyOf(more));
  }

  private static void add(
      List<Place> places, List<String> holders, Through through, Set<Affiliation> affiliations) {
    for (String holder : holders) {
      // nothing is asked of who comes from the network: a second way there adds nothing
      if (places.stream().noneMatch(place -> place.isOpenTo(holder))) {
        places.add(new Place(holder, through, affiliations));
      }
    }
  }

  List<String> holders() {
    return places.stream().map(Place::holder).distinct().toList();
  }

  /** The way to a grant's holder: the first that the grant admits, else the first. */
  Optional<Through> through(Grant grant) {
    List<Place> ways = ways(grant.holder());
    return ways.stream()
        .filter(place -> place.isAdmittedBy(grant))
        .findFirst()
        .or(() -> ways.stream().findFirst())
        .map(Place::through);
  }

  /** Whether a grant counts for who comes this way; a person's own always does. */
  boolean admits(Grant grant) {
    List<Place> ways = ways(grant.holder());
    return ways.isEmpty() || ways.stream().anyMatch(place -> place.isAdmittedBy(grant));
  }

  /** Whether somebody signed in stands behind it. */
  boolean isSignedOn() {
    return places.stream().anyMatch(place -> !place.affiliations().isEmpty());
  }

  /** The place of a holder in the order of choice, the first is 0; beyond all for another. */
  int rank(String holder) {
    int place = holders().indexOf(holder);
    return place < 0 ? places.size() : place;
  }

  private List<Place> ways(String holder) {
    return places.stream().filter(place -> place.holder().equals(holder)).toList();
  }
}

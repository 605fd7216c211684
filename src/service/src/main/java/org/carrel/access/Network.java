package org.carrel.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an address gives: holders, the most specific range's institution first, each followed by
 * those above it.
 */
record Network(List<Place> places) {
  static final Network NONE = new Network(List.of());

  /** A holder, and through which institution it is reached. */
  record Place(String holder, Through through) {}

  static Network of(InetAddress address, List<AddressRange> ranges) {
    List<Place> places = new ArrayList<>();
    for (AddressRange range : ranges) {
      Through through =
          new Through(range.holders().get(0), range.number(), Block.around(address, range));
      for (String holder : range.holders()) {
        if (places.stream().noneMatch(place -> place.holder().equals(holder))) {
          places.add(new Place(holder, through));
        }
      }
    }
    return new Network(List.copyOf(places));
  }

  List<String> holders() {
    return places.stream().map(Place::holder).toList();
  }

  Optional<Through> through(String holder) {
    return places.stream()
        .filter(place -> place.holder().equals(holder))
        .map(Place::through)
        .findFirst();
  }

  /** The place of a holder in the order of choice, the first is 0; beyond all for another. */
  int rank(String holder) {
    int place = holders().indexOf(holder);
    return place < 0 ? places.size() : place;
  }
}

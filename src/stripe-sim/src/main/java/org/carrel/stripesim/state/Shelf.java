package org.carrel.stripesim.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All records of one kind, in the order in which they were first put. */
final class Shelf {
  private final Map<String, Long> places = new HashMap<>();
  private final TreeMap<Long, ObjectNode> records = new TreeMap<>();
  private long next;

  @Nullable ObjectNode get(String id) {
    Long place = places.get(id);
    return place == null ? null : records.get(place);
  }

  void put(String id, ObjectNode value) {
    records.put(places.computeIfAbsent(id, any -> next++), value);
  }

  void remove(String id) {
    Long place = places.remove(id);
    if (place != null) {
      records.remove(place);
    }
  }

  Collection<ObjectNode> newestFirst() {
    return records.descendingMap().values();
  }

  Collection<ObjectNode> oldestFirst() {
    return records.values();
  }

  int size() {
    return records.size();
  }
}

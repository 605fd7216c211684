package org.carrel.stripesim.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One undivided change of the records. Valid only inside {@link Records#inTransaction}. */
public final class Transaction {
  private record Key(String kind, String id) {}

  private final Map<String, Shelf> shelves;
  private final Map<Key, Entry> changes = new LinkedHashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(Map<String, Shelf> shelves) {
    this.shelves = shelves;
  }

  /** A copy of the record, which the caller may change and {@link #put} back. */
  public Optional<ObjectNode> find(String kind, String id) {
    return Optional.ofNullable(current(kind, id)).map(ObjectNode::deepCopy);
  }

  /** A copy of a record that is known to exist. */
  public ObjectNode get(String kind, String id) {
    return find(kind, id).orElseThrow(() -> new IllegalStateException("no " + kind + " " + id));
  }

  /** The records of a kind, newest first, to be read only. */
  public Stream<ObjectNode> newestFirst(String kind) {
    List<ObjectNode> added = new ArrayList<>();
    for (Entry entry : changes.values()) {
      if (entry.kind().equals(kind) && entry.value() != null && stored(kind, entry.id()) == null) {
        added.add(0, entry.value());
      }
    }
    Shelf shelf = shelves.get(kind);
    if (shelf == null) {
      return added.stream();
    }
    Stream<ObjectNode> kept =
        shelf.newestFirst().stream()
            .map(value -> current(kind, value.get("id").asText()))
            .filter(Objects::nonNull);
    return Stream.concat(added.stream(), kept);
  }

  /** Keeps the record under its own {@code id}; the caller must not change it afterwards. */
  public void put(String kind, ObjectNode value) {
    String id = value.get("id").asText();
    changes.put(new Key(kind, id), new Entry(kind, id, value.deepCopy()));
  }

  public void remove(String kind, String id) {
    changes.put(new Key(kind, id), new Entry(kind, id, null));
  }

  /** Runs {@code action} once this transaction is kept, outside the lock. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  private @Nullable ObjectNode current(String kind, String id) {
    Entry change = changes.get(new Key(kind, id));
    return change == null ? stored(kind, id) : change.value();
  }

  private @Nullable ObjectNode stored(String kind, String id) {
    Shelf shelf = shelves.get(kind);
    return shelf == null ? null : shelf.get(id);
  }

  List<Entry> entries() {
    return List.copyOf(changes.values());
  }

  void runAfterCommit() {
    afterCommit.forEach(Runnable::run);
  }
}

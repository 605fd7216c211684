package org.carrel.stripesim.state;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.carrel.stripesim.SimConfig;

/**
 * All records, by kind and id. One transaction runs at a time; what it changed is seen and kept
 * entirely or, if it throws, not at all.
 */
@Singleton
public class Records implements AutoCloseable {
  private static final int WORTH_COMPACTING = 2_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Shelf> shelves = new HashMap<>();
  private final Journal journal;

  @Inject
  Records(SimConfig config) {
    this(config.stateFile());
  }

  /** Opens the records kept in {@code file}, which is made where it is missing. */
  public Records(Path file) {
    journal = Journal.open(file, this::apply);
    compact();
  }

  /** Runs {@code work} alone and returns its result; an exception undoes all of it. */
  public <T> T inTransaction(Function<Transaction, T> work) {
    Transaction transaction;
    T result;
    lock.lock();
    try {
      transaction = new Transaction(shelves);
      result = work.apply(transaction);
      List<Entry> entries = transaction.entries();
      if (!entries.isEmpty()) {
        journal.write(entries);
        entries.forEach(this::apply);
      }
    } finally {
      lock.unlock();
    }
    transaction.runAfterCommit();
    return result;
  }

  /** Like {@link #inTransaction} where there is no result. */
  public void run(Consumer<Transaction> work) {
    this.<Boolean>inTransaction(
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  private void apply(Entry entry) {
    Shelf shelf = shelves.computeIfAbsent(entry.kind(), kind -> new Shelf());
    if (entry.value() == null) {
      shelf.remove(entry.id());
    } else {
      shelf.put(entry.id(), entry.value());
    }
  }

  private void compact() {
    int live = shelves.values().stream().mapToInt(Shelf::size).sum();
    if (journal.lines() < WORTH_COMPACTING || journal.lines() < 2 * live) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    shelves.forEach(
        (kind, shelf) ->
            shelf
                .oldestFirst()
                .forEach(value -> entries.add(new Entry(kind, value.get("id").asText(), value))));
    journal.rewrite(entries);
  }

  @Override
  @PreDestroy
  public void close() {
    lock.lock();
    try {
      journal.close();
    } finally {
      lock.unlock();
    }
  }
}

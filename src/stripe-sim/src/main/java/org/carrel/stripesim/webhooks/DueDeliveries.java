package org.carrel.stripesim.webhooks;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The ids of deliveries that wait for their time, the earliest first; the order is kept on ties.
 */
@Singleton
class DueDeliveries {
  private record Waiting(String id, long due, long place) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparing(Waiting::place));
  private long place;

  synchronized void add(String id, long due) {
    waiting.add(new Waiting(id, due, place++));
    notifyAll();
  }

  /**
   * Takes what is due by {@code now}, after waiting up to {@code patience} ms for something new.
   */
  synchronized List<String> take(long now, long patience) throws InterruptedException {
    Waiting first = waiting.peek();
    if (first == null || first.due() > now) {
      wait(patience);
      return List.of();
    }
    List<String> due = new ArrayList<>();
    while (first != null && first.due() <= now) {
      due.add(waiting.remove().id());
      first = waiting.peek();
    }
    return due;
  }
}

package org.carrel.stripesim.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Json;

/**
 * How the next deliveries go wrong, on purpose. Kept with the state.
 *
 * @param holdNext how many more deliveries are held; {@link #ALL} for every one, 0 for none
 * @param holdFor how long a held delivery waits by itself; zero until it is released
 * @param copies how often each event is delivered
 * @param delay how long the first attempt of a delivery waits
 * @param dropNext how many more deliveries are never made, likewise
 * @param reorderNext how many more deliveries are collected, to be sent the last one first
 * @param events as how many events, each with its own id, every change is told
 */
public record Switches(
    long holdNext,
    Duration holdFor,
    int copies,
    Duration delay,
    long dropNext,
    int reorderNext,
    int events) {
  public static final long ALL = Long.MAX_VALUE;

  private static final String KIND = "sim.switches";
  private static final String ID = "webhooks";
  private static final int MOST_COPIES = 20;
  private static final int MOST_REORDERED = 1_000;

  public Switches {
    if (holdNext < 0 || holdFor.isNegative() || delay.isNegative() || dropNext < 0) {
      throw new IllegalArgumentException("counts and durations are not negative");
    }
    if (copies < 1 || copies > MOST_COPIES || events < 1 || events > MOST_COPIES) {
      throw new IllegalArgumentException("copies and events are from 1 to " + MOST_COPIES);
    }
    if (reorderNext < 0 || reorderNext > MOST_REORDERED) {
      throw new IllegalArgumentException("at most " + MOST_REORDERED + " are reordered");
    }
  }

  /** Everything goes right. */
  public static final Switches OFF = new Switches(0, Duration.ZERO, 1, Duration.ZERO, 0, 0, 1);

  static Switches read(Transaction transaction) {
    return transaction
        .find(KIND, ID)
        .map(
            kept ->
                new Switches(
                    kept.get("hold_next").asLong(),
                    Duration.parse(kept.get("hold_for").asText()),
                    kept.get("copies").asInt(),
                    Duration.parse(kept.get("delay").asText()),
                    kept.path("drop_next").asLong(0),
                    kept.path("reorder_next").asInt(0),
                    kept.path("events").asInt(1)))
        .orElse(OFF);
  }

  void write(Transaction transaction) {
    ObjectNode record = Json.object().put("id", ID).put("hold_next", holdNext);
    record.put("hold_for", holdFor.toString()).put("copies", copies);
    record.put("delay", delay.toString()).put("drop_next", dropNext);
    transaction.put(KIND, record.put("reorder_next", reorderNext).put("events", events));
  }

  public boolean holds() {
    return holdNext > 0;
  }

  public boolean drops() {
    return dropNext > 0;
  }

  public boolean reorders() {
    return reorderNext > 0;
  }

  public Switches hold(long next, Duration duration) {
    return new Switches(next, duration, copies, delay, dropNext, reorderNext, events);
  }

  public Switches repeat(int times) {
    return new Switches(holdNext, holdFor, times, delay, dropNext, reorderNext, events);
  }

  public Switches delayBy(Duration duration) {
    return new Switches(holdNext, holdFor, copies, duration, dropNext, reorderNext, events);
  }

  public Switches drop(long next) {
    return new Switches(holdNext, holdFor, copies, delay, next, reorderNext, events);
  }

  public Switches reorder(int next) {
    return new Switches(holdNext, holdFor, copies, delay, dropNext, next, events);
  }

  public Switches tellAs(int many) {
    return new Switches(holdNext, holdFor, copies, delay, dropNext, reorderNext, many);
  }

  /** What becomes of the next delivery: the first that applies of dropped, reordered, held. */
  String nextState() {
    if (drops()) {
      return "dropped";
    }
    return reorders() || holds() ? "held" : "pending";
  }

  /** After one more delivery was planned. */
  Switches afterOne() {
    if (drops()) {
      return dropNext == ALL ? this : drop(dropNext - 1);
    }
    if (reorders()) {
      return reorder(reorderNext - 1);
    }
    return holdNext == 0 || holdNext == ALL ? this : hold(holdNext - 1, holdFor);
  }
}

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
 */
public record Switches(long holdNext, Duration holdFor, int copies, Duration delay) {
  public static final long ALL = Long.MAX_VALUE;

  private static final String KIND = "sim.switches";
  private static final String ID = "webhooks";
  private static final int MOST_COPIES = 20;

  public Switches {
    if (holdNext < 0 || holdFor.isNegative() || delay.isNegative()) {
      throw new IllegalArgumentException("counts and durations are not negative");
    }
    if (copies < 1 || copies > MOST_COPIES) {
      throw new IllegalArgumentException("copies is from 1 to " + MOST_COPIES);
    }
  }

  /** Everything goes right. */
  public static final Switches OFF = new Switches(0, Duration.ZERO, 1, Duration.ZERO);

  static Switches read(Transaction transaction) {
    return transaction
        .find(KIND, ID)
        .map(
            kept ->
                new Switches(
                    kept.get("hold_next").asLong(),
                    Duration.parse(kept.get("hold_for").asText()),
                    kept.get("copies").asInt(),
                    Duration.parse(kept.get("delay").asText())))
        .orElse(OFF);
  }

  void write(Transaction transaction) {
    ObjectNode record = Json.object().put("id", ID).put("hold_next", holdNext);
    record.put("hold_for", holdFor.toString()).put("copies", copies);
    transaction.put(KIND, record.put("delay", delay.toString()));
  }

  public boolean holds() {
    return holdNext > 0;
  }

  public Switches hold(long next, Duration duration) {
    return new Switches(next, duration, copies, delay);
  }

  public Switches repeat(int times) {
    return new Switches(holdNext, holdFor, times, delay);
  }

  public Switches delayBy(Duration duration) {
    return new Switches(holdNext, holdFor, copies, duration);
  }

  /** After one delivery was held. */
  Switches oneHeld() {
    return holdNext == ALL ? this : new Switches(holdNext - 1, holdFor, copies, delay);
  }
}

package org.carrel.stripesim.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the next calls of an operation go wrong, on purpose. Forgotten when the program ends. */
@Singleton
public class Faults {
  private static final int MOST = 10_000;

  /** What goes wrong. */
  public enum Kind {
    /** 429 before anything is looked at. */
    TOO_MANY,
    /** 503 before any work, with {@code Stripe-Should-Retry: true}. */
    UNAVAILABLE,
    /** 503 before any work, with {@code Stripe-Should-Retry: false}. */
    UNAVAILABLE_FOR_LONG,
    /** The connection closes after the request was read; no work is done. */
    CLOSE_BEFORE,
    /** The work is done, then the connection closes. */
    CLOSE_AFTER,
    /** The work is done, the answer is 500, and stays so under its key. */
    ERROR_AFTER;

    /** As it is written from outside, for instance {@code close-after}. */
    public String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind that is written so.
     *
     * @throws IllegalArgumentException naming all kinds
     */
    public static Kind of(String written) {
      for (Kind kind : values()) {
        if (kind.written().equals(written)) {
          return kind;
        }
      }
      StringBuilder all = new StringBuilder("a fault is one of:");
      for (Kind kind : values()) {
        all.append(' ').append(kind.written());
      }
      throw new IllegalArgumentException(all.toString());
    }
  }

  private record Planned(Kind kind, int left) {}

  private final Map<String, Planned> planned = new ConcurrentHashMap<>();

  /** Lets the next {@code next} calls of an operation go wrong; none if 0. */
  public void plan(String operation, Kind kind, int next) {
    if (next < 0 || next > MOST) {
      throw new IllegalArgumentException("next is from 0 to " + MOST);
    }
    if (next == 0) {
      planned.remove(operation);
    } else {
      planned.put(operation, new Planned(kind, next));
    }
  }

  public void clear() {
    planned.clear();
  }

  /** What goes wrong with this call of the operation, if anything does. */
  public Optional<Kind> take(String operation) {
    Kind[] taken = new Kind[1];
    planned.computeIfPresent(
        operation,
        (any, now) -> {
          taken[0] = now.kind();
          return now.left() == 1 ? null : new Planned(now.kind(), now.left() - 1);
        });
    return Optional.ofNullable(taken[0]);
  }

  /** What is planned. */
  public ObjectNode shown() {
    ObjectNode shown = Json.object();
    ArrayNode rows = shown.putArray("faults");
    planned.forEach(
        (operation, each) ->
            rows.addObject()
                .put("operation", operation)
                .put("kind", each.kind().written())
                .put("next", each.left()));
    return shown;
  }
}

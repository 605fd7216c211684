package org.carrel.stripesim.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Ids;
import org.carrel.stripesim.wire.Json;

/**
 * The deliveries of events to the endpoint: one record each, {@code pending}, {@code held}, {@code
 * delivered}, {@code failed} (given up after three days) or {@code dropped} (never made, on
 * purpose).
 */
@Singleton
public class Deliveries {
  public static final String KIND = "sim.delivery";

  /** Waits between attempts, by the simulator's clock; together about three days. */
  private static final List<Duration> BACK_OFF =
      List.of(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(40),
          Duration.ofMinutes(3),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(10),
          Duration.ofHours(24),
          Duration.ofHours(32));

  /** Between two deliveries whose order matters. */
  private static final Duration APART = Duration.ofMillis(250);

  private final Endpoint endpoint;
  private final Records records;
  private final DueDeliveries due;
  private final SimTime time;

  Deliveries(Endpoint endpoint, Records records, DueDeliveries due, SimTime time) {
    this.endpoint = endpoint;
    this.records = records;
    this.due = due;
    this.time = time;
  }

  /** How many endpoints hear events of this type. */
  int expected(String type) {
    return endpoint.hears(type) ? 1 : 0;
  }

  /** Plans what the switches say for a new event. */
  void plan(Transaction transaction, String event, String type) {
    if (!endpoint.hears(type)) {
      return;
    }
    Switches switches = Switches.read(transaction);
    for (int copy = 0; copy < switches.copies(); copy++) {
      add(transaction, event, type, switches);
      Switches after = switches.afterOne();
      if (!after.equals(switches)) {
        after.write(transaction);
      }
      if (switches.reorders() && !switches.drops() && !after.reorders()) {
        turnAround(transaction);
      }
      switches = after;
    }
  }

  /** As how many events, each with its own id, a change is told. */
  int events(Transaction transaction, String type) {
    return endpoint.hears(type) ? Switches.read(transaction).events() : 1;
  }

  private void add(Transaction transaction, String event, String type, Switches switches) {
    String state = switches.nextState();
    boolean waits =
        state.equals("dropped")
            || switches.reorders()
            || switches.holds() && switches.holdFor().isZero();
    Duration wait = state.equals("held") ? switches.holdFor() : switches.delay();
    Instant now = time.now();
    ObjectNode delivery = Json.object().put("id", Ids.of("del", 20)).put("event", event);
    delivery.put("type", type).put("state", state);
    if (state.equals("held") && switches.reorders()) {
      delivery.put("reordered", true);
    }
    delivery.put("attempts", 0).put("created", now.toEpochMilli());
    delivery.put("due", waits ? Long.MAX_VALUE : now.plus(wait).toEpochMilli());
    transaction.put(KIND, delivery);
    queue(transaction, delivery);
  }

  /** Sends what was collected, the last one first, each a moment after the one before. */
  private void turnAround(Transaction transaction) {
    List<String> collected =
        all(transaction)
            .filter(each -> each.get("state").asText().equals("held") && each.has("reordered"))
            .map(each -> each.get("id").asText())
            .toList();
    Instant due = time.now();
    for (String id : collected) {
      ObjectNode delivery = transaction.get(KIND, id);
      delivery.remove("reordered");
      delivery.put("state", "pending").put("due", due.toEpochMilli());
      transaction.put(KIND, delivery);
      queue(transaction, delivery);
      due = due.plus(APART);
    }
  }

  private void queue(Transaction transaction, ObjectNode delivery) {
    long at = delivery.get("due").asLong();
    if (at != Long.MAX_VALUE) {
      String id = delivery.get("id").asText();
      transaction.afterCommit(() -> due.add(id, at));
    }
  }

  /**
   * Delivers the event once more, at once.
   *
   * @throws IllegalStateException if no endpoint is configured
   */
  public void resend(Transaction transaction, String event, String type) {
    if (endpoint.url().isEmpty()) {
      throw new IllegalStateException("no carrel.sim.webhook-url is configured");
    }
    add(transaction, event, type, Switches.OFF);
  }

  /** Sends what is held and matches, all at once; returns how many that were. */
  public int release(Predicate<ObjectNode> which) {
    return records.inTransaction(
        transaction -> {
          List<String> held =
              all(transaction)
                  .filter(each -> each.get("state").asText().equals("held") && which.test(each))
                  .map(each -> each.get("id").asText())
                  .toList();
          for (int i = held.size() - 1; i >= 0; i--) {
            ObjectNode delivery = transaction.get(KIND, held.get(i));
            delivery.put("state", "pending").put("due", time.now().toEpochMilli());
            transaction.put(KIND, delivery);
            queue(transaction, delivery);
          }
          return held.size();
        });
  }

  /** Changes the switches; what is already held stays held. */
  public Switches change(UnaryOperator<Switches> change) {
    return records.inTransaction(
        transaction -> {
          Switches changed = change.apply(Switches.read(transaction));
          changed.write(transaction);
          return changed;
        });
  }

  public Switches switches() {
    return records.inTransaction(Switches::read);
  }

  public Stream<ObjectNode> all(Transaction transaction) {
    return transaction.newestFirst(KIND);
  }

  /** Notes how an attempt ended: {@code status} is 0 and {@code trouble} says why if none came. */
  void attempted(String id, int status, String trouble) {
    records.run(
        transaction -> {
          ObjectNode delivery = transaction.get(KIND, id);
          int attempts = delivery.get("attempts").asInt() + 1;
          delivery.put("attempts", attempts).put("http_status", status).put("trouble", trouble);
          delivery.put("attempted", time.now().toEpochMilli());
          if (status >= 200 && status < 300) {
            delivery.put("state", "delivered");
            settle(transaction, delivery.get("event").asText());
          } else if (attempts > BACK_OFF.size()) {
            delivery.put("state", "failed");
          } else {
            Instant next = time.now().plus(BACK_OFF.get(attempts - 1));
            delivery.put("state", "pending").put("due", next.toEpochMilli());
            queue(transaction, delivery);
          }
          transaction.put(KIND, delivery);
        });
  }

  private static void settle(Transaction transaction, String id) {
    ObjectNode event = transaction.get(Events.KIND, id);
    if (event.get("pending_webhooks").asInt() != 0) {
      transaction.put(Events.KIND, event.put("pending_webhooks", 0));
    }
  }
}

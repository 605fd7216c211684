package org.carrel.stripesim.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.webhooks.Deliveries;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.webhooks.Switches;
import org.carrel.stripesim.wire.Idempotency;
import org.carrel.stripesim.wire.Json;

/** What can be switched from outside; the API and the page call the same. */
@Singleton
class Controls {
  private final Deliveries deliveries;
  private final Events events;
  private final Records records;
  private final Checkout checkout;
  private final Idempotency idempotency;
  private final SimTime time;

  Controls(
      Deliveries deliveries,
      Events events,
      Records records,
      Checkout checkout,
      Idempotency idempotency,
      SimTime time) {
    this.deliveries = deliveries;
    this.events = events;
    this.records = records;
    this.checkout = checkout;
    this.idempotency = idempotency;
    this.time = time;
  }

  /**
   * Holds new deliveries.
   *
   * @param next how many; every one from now on where empty
   * @param duration how long each waits by the simulator's clock; until released where zero
   */
  ObjectNode hold(Optional<Long> next, Duration duration) {
    return shown(deliveries.change(now -> now.hold(next.orElse(Switches.ALL), duration)));
  }

  /**
   * Sends what is held, all at once, and stops holding.
   *
   * @param keep goes on holding what comes later
   */
  ObjectNode release(Predicate<ObjectNode> which, boolean keep) {
    if (!keep) {
      deliveries.change(now -> now.hold(0, Duration.ZERO));
    }
    int released = deliveries.release(which);
    return shown(deliveries.switches()).put("released", released);
  }

  /** Delivers every new event that often. */
  ObjectNode duplicate(int copies) {
    return shown(deliveries.change(now -> now.repeat(copies)));
  }

  /** Lets the first attempt of every new delivery wait. */
  ObjectNode delay(Duration by) {
    return shown(deliveries.change(now -> now.delayBy(by)));
  }

  /** Never delivers the next few events, or any from now on; they are still listed. */
  ObjectNode drop(Optional<Long> next) {
    return shown(deliveries.change(now -> now.drop(next.orElse(Switches.ALL))));
  }

  /** Collects the next few deliveries and sends them the last one first. */
  ObjectNode reorder(int next) {
    return shown(deliveries.change(now -> now.reorder(next)));
  }

  /** Tells every change as that many events, each with its own id. */
  ObjectNode tellAs(int events) {
    return shown(deliveries.change(now -> now.tellAs(events)));
  }

  /** Lets new deliveries go right again; what is held stays so until it is released. */
  ObjectNode right() {
    return shown(deliveries.change(now -> Switches.OFF));
  }

  /** Delivers an event once more; false if there is no such event. */
  boolean resend(String event) {
    return records.inTransaction(
        transaction -> {
          Optional<ObjectNode> found = events.find(transaction, event);
          found.ifPresent(each -> deliveries.resend(transaction, event, each.get("type").asText()));
          return found.isPresent();
        });
  }

  /** Moves the shared clock, and does at once what the new time demands. */
  ObjectNode forward(Duration by) {
    time.forward(by);
    checkout.expireDue();
    idempotency.prune();
    return clock();
  }

  ObjectNode clock() {
    return Json.object()
        .put("now", time.now().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("ahead", time.ahead().toString())
        .put("movable", time.movable());
  }

  ObjectNode switches() {
    return shown(deliveries.switches());
  }

  private ObjectNode shown(Switches switches) {
    ObjectNode shown = Json.object();
    shown.put("holding", switches.holds());
    if (switches.holds() && switches.holdNext() != Switches.ALL) {
      shown.put("hold_next", switches.holdNext());
    }
    if (!switches.holdFor().isZero()) {
      shown.put("hold_for", switches.holdFor().toString());
    }
    shown.put("copies", switches.copies()).put("delay", switches.delay().toString());
    shown.put("events", switches.events()).put("dropping", switches.drops());
    if (switches.drops() && switches.dropNext() != Switches.ALL) {
      shown.put("drop_next", switches.dropNext());
    }
    if (switches.reorders()) {
      shown.put("reorder_next", switches.reorderNext());
    }
    ObjectNode count = shown.putObject("deliveries");
    for (String state : new String[] {"held", "pending", "delivered", "failed", "dropped"}) {
      count.put(state, count(state));
    }
    return shown;
  }

  private long count(String state) {
    return records.inTransaction(
        transaction ->
            deliveries
                .all(transaction)
                .filter(each -> each.get("state").asText().equals(state))
                .count());
  }
}

package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Micros;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;

/**
 * Lets the browser that bought a pass correct the address that it typed, once: the order's mail
 * goes there from now on, the receipt at once and with a new link, and the link that went astray
 * opens nothing any more.
 */
@ApplicationScoped
public class CorrectAddress {
  private final Orders orders;
  private final Passes passes;
  private final Plans plans;
  private final Holdings holdings;
  private final OrderLog log;
  private final Event<AddressCorrected> events;
  private final Clock clock;

  CorrectAddress(
      Orders orders,
      Passes passes,
      Plans plans,
      Holdings holdings,
      OrderLog log,
      Event<AddressCorrected> events,
      Clock clock) {
    this.orders = orders;
    this.passes = passes;
    this.plans = plans;
    this.holdings = holdings;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /** What came of it. */
  public enum Outcome {
    CORRECTED,
    /** It was corrected before; a second time it is for staff. */
    NOT_AGAIN,
    /** The mail went there already. */
    SAME,
    /** The order has no pass of its own that a link could open. */
    NO_PASS
  }

  /** What a history shows of it. */
  enum Act {
    ADDRESS_CORRECTED
  }

  /** Whether the browser of this order may still correct its address. */
  @Transactional
  public boolean isOpen(Order order) {
    return order.correctedAt().isEmpty() && usable(order, clock.instant()).isPresent();
  }

  /** Corrects the address; that the browser is the order's own is for the caller to know. */
  @Transactional
  public Outcome correct(String orderId, EmailAddress to) {
    Instant now = Micros.now(clock);
    Order order = orders.lock(orderId).orElseThrow();
    if (order.correctedAt().isPresent()) {
      return Outcome.NOT_AGAIN;
    }
    if (order.email().value().equalsIgnoreCase(to.value())) {
      return Outcome.SAME;
    }
    Optional<Pass> pass = usable(order, now).flatMap(found -> passes.lock(found.id()));
    if (pass.isEmpty()) {
      return Outcome.NO_PASS;
    }
    order.correct(to, now);
    passes.endLinks(pass.get());
    holdings.takeBackExcept(ownHolders(order, pass.get()), pass.get().holder());
    String secret = passes.makeLink(pass.get(), now);
    log.order(order, Act.ADDRESS_CORRECTED, Map.of());
    Plan plan = plans.version(order.planCode(), order.planVersion());
    events.fire(new AddressCorrected(order, plan, pass.get(), secret));
    return Outcome.CORRECTED;
  }

  /** The buyer's: whoever got the mail that went astray may have opened its link. */
  private static List<Subject> ownHolders(Order order, Pass pass) {
    List<Subject> own = new ArrayList<>();
    order.readerId().ifPresent(reader -> own.add(new Subject.OfReader(reader)));
    pass.handedTo().ifPresent(device -> own.add(new Subject.OfDevice(device)));
    return own;
  }

  private Optional<Pass> usable(Order order, Instant now) {
    return passes.givenBy(order.id()).filter(pass -> isUsable(pass.stateAt(now)));
  }

  private static boolean isUsable(PassState state) {
    return switch (state) {
      case READY, ACTIVE, SUSPENDED -> true;
      case ENDED, LAPSED, REVOKED -> false;
    };
  }
}

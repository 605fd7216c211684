package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;

/**
 * Mails an access link again. Only hashes of links are kept, so it is a new one, and from then on
 * the only one: a link that went to a wrong address or was forwarded opens nothing any more.
 * Browsers that redeemed it before keep the pass.
 */
@ApplicationScoped
public class ResendLink {
  private final Orders orders;
  private final Passes passes;
  private final Plans plans;
  private final OrderLog log;
  private final Event<LinkRenewed> events;
  private final Clock clock;

  ResendLink(
      Orders orders,
      Passes passes,
      Plans plans,
      OrderLog log,
      Event<LinkRenewed> events,
      Clock clock) {
    this.orders = orders;
    this.passes = passes;
    this.plans = plans;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /** What a history shows of it. */
  enum Act {
    LINK_MAILED
  }

  /**
   * Mails a link to the order's address; false where the order has no pass that could be used.
   *
   * @param by id of the member of staff, for the record
   */
  @Transactional
  public boolean resend(String orderId, String by) {
    Order order = orders.lock(orderId).orElseThrow();
    Optional<Pass> pass =
        passes.ofOrder(orderId).filter(found -> found.state() != PassState.REVOKED);
    pass.ifPresent(
        found -> {
          passes.endLinks(found);
          String secret = passes.makeLink(found, Micros.now(clock));
          log.pass(found, Act.LINK_MAILED, Map.of("by", by));
          Plan plan = plans.version(order.planCode(), order.planVersion());
          events.fire(new LinkRenewed(order, plan, found, secret));
        });
    return pass.isPresent();
  }
}

package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Micros;
import org.jboss.logging.Logger;

/**
 * Mails new links to the owner of an address, for every pass that is still of use. Who asks learns
 * nothing, not even by waiting: the work is done after the answer, by another thread.
 */
@ApplicationScoped
public class SendLinks {
  private static final Logger LOG = Logger.getLogger(SendLinks.class);
  private static final String BY = "owner-of-address";

  private final Orders orders;
  private final Passes passes;
  private final Plans plans;
  private final OrderLog log;
  private final Event<Asked> asked;
  private final Event<LinksRenewed> renewed;
  private final Clock clock;

  SendLinks(
      Orders orders,
      Passes passes,
      Plans plans,
      OrderLog log,
      Event<Asked> asked,
      Event<LinksRenewed> renewed,
      Clock clock) {
    this.orders = orders;
    this.passes = passes;
    this.plans = plans;
    this.log = log;
    this.asked = asked;
    this.renewed = renewed;
    this.clock = clock;
  }

  /** Somebody gave this address. */
  record Asked(EmailAddress email) {
    @Override
    public String toString() {
      return "Asked";
    }
  }

  /** Asks for the links of an address; returns at once, whatever there is. */
  public void ask(EmailAddress email) {
    asked.fireAsync(new Asked(email));
  }

  void send(@ObservesAsync Asked event) {
    try {
      QuarkusTransaction.requiringNew().run(() -> renew(event.email()));
    } catch (RuntimeException e) {
      LOG.error("links that somebody asked for were not mailed", e);
    }
  }

  /** In the order of the passes' ids, so that two who ask at once wait for each other. */
  private void renew(EmailAddress email) {
    Instant now = Micros.now(clock);
    List<LinkRenewed> links =
        orders.paidByEmail(email.value()).stream()
            .flatMap(order -> passes.givenBy(order.id()).stream())
            .sorted(Comparator.comparing(Pass::id))
            .flatMap(pass -> renew(pass, now).stream())
            .sorted(Comparator.comparing((LinkRenewed link) -> link.pass().issuedAt()).reversed())
            .toList();
    if (!links.isEmpty()) {
      renewed.fire(new LinksRenewed(links));
    }
  }

  private Optional<LinkRenewed> renew(Pass found, Instant now) {
    Pass pass = passes.lock(found.id()).orElseThrow();
    if (!pass.stateAt(now).isOfUse()) {
      return Optional.empty();
    }
    passes.endLinks(pass);
    String secret = passes.makeLink(pass, now);
    log.pass(pass, ResendLink.Act.LINK_MAILED, Map.of("by", BY));
    Order order = orders.find(pass.orderId()).orElseThrow();
    Plan plan = plans.version(pass.planCode(), pass.planVersion());
    return Optional.of(new LinkRenewed(order, plan, pass, secret));
  }
}

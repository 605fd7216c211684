package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;

/**
 * Gives the pass that an order paid for: pass, grant, access link and receipt stand or fall with
 * the order's step to PAID. A buyer who was signed in holds it in their account too. Two callers
 * cannot both get here (the order's row is locked), and if they could, the database takes one yield
 * per order.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class IssuePass {
  private final Passes passes;
  private final Grants grants;
  private final Holdings holdings;
  private final OrderLog log;
  private final Event<Object> events;

  IssuePass(Passes passes, Grants grants, Holdings holdings, OrderLog log, Event<Object> events) {
    this.passes = passes;
    this.grants = grants;
    this.holdings = holdings;
    this.log = log;
    this.events = events;
  }

  Pass of(Order order, Plan plan, Instant now) {
    PlanTerms terms = plan.terms();
    String id = Pass.newId();
    Pass pass = new Pass(id, order, Ids.of("g"), terms.activateWithin(), now);
    passes.add(new Yield(order, id, Yield.Kind.PASS, now));
    passes.add(pass);
    grants.grant(
        new NewGrant(
            pass.grantId(),
            pass.holder(),
            new Source("pass", id),
            terms.collections(),
            new Limits(terms.pages(), terms.downloads())));
    order
        .readerId()
        .ifPresent(reader -> holdings.give(new Subject.OfReader(reader), pass.holder()));
    log.pass(pass, OrderEvent.PAID_IN_FULL, Map.of("grant", pass.grantId()));
    if (terms.activation() == PlanTerms.Activation.ON_PURCHASE && order.secondOf().isEmpty()) {
      Window window = Window.of(now, terms.duration());
      pass.start(window, null);
      grants.start(pass.grantId(), window);
      log.pass(pass, PassEvent.START, Map.of());
    }
    pass.warn(terms);
    events.fire(new PassIssued(order, plan, pass, passes.makeLink(pass, now)));
    return pass;
  }
}

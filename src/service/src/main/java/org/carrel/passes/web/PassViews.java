package org.carrel.passes.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.carrel.access.Allowances;
import org.carrel.access.Grant;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.passes.Plans;

/** Puts together what a page shows of a pass. */
@ApplicationScoped
class PassViews {
  private final Plans plans;
  private final Orders orders;
  private final Passes passes;
  private final Places places;
  private final Grants grants;
  private final Allowances allowances;

  PassViews(
      Plans plans,
      Orders orders,
      Passes passes,
      Places places,
      Grants grants,
      Allowances allowances) {
    this.plans = plans;
    this.orders = orders;
    this.passes = passes;
    this.places = places;
    this.grants = grants;
    this.allowances = allowances;
  }

  /** The pass as it is written now, with the place that it was bought at. */
  PassView of(Pass pass, Instant now) {
    return of(pass, now, Optional.empty());
  }

  /** As {@link #of(Pass, Instant)}; {@code asked} is where the reader comes from this time. */
  PassView of(Pass pass, Instant now, Optional<Place> asked) {
    Pass fresh = passes.find(pass.id()).orElseThrow();
    Order order = orders.find(fresh.orderId()).orElseThrow();
    return new PassView(
        fresh,
        order,
        plans.version(fresh.planCode(), fresh.planVersion()),
        fresh.stateAt(now),
        now,
        asked.or(() -> places.of(order)).orElse(null),
        grants.find(fresh.grantId()).map(Grant::limits).orElse(Limits.NONE),
        allowances.remaining(fresh.grantId()));
  }
}

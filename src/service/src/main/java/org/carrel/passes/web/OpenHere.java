package org.carrel.passes.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.carrel.access.DecideAccess;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Evidence;
import org.carrel.web.ClientAddresses;

/** Whether an institution's network opens a document to whoever comes from it, without a pass. */
@ApplicationScoped
class OpenHere {
  private final DecideAccess access;
  private final ClientAddresses addresses;

  OpenHere(DecideAccess access, ClientAddresses addresses) {
    this.access = access;
    this.addresses = addresses;
  }

  boolean reads(Place place, RoutingContext routing) {
    return addresses
        .of(routing)
        .filter(access::isKnown)
        .map(address -> access.decide(new Evidence(null, null, address), place.handle()))
        .filter(Allowed.class::isInstance)
        .isPresent();
  }
}

package org.carrel.tokens.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.carrel.tokens.CollectionMapDocument;

/** The signed map from titles to collections. */
@Path("/collection-map")
@PermitAll
public class CollectionMapApi {
  private static final String TYPE = "application/collection-map+jwt";
  private static final int SECONDS = 10;

  private final CollectionMapDocument map;

  CollectionMapApi(CollectionMapDocument map) {
    this.map = map;
  }

  @GET
  public Response map(RoutingContext routing) {
    return Polled.answer(routing, map.signed(), TYPE, SECONDS);
  }
}

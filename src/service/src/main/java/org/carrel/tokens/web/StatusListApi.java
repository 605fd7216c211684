package org.carrel.tokens.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.carrel.tokens.StatusLists;
import org.jboss.resteasy.reactive.RestPath;

/** The token status lists, for whoever checks a token. */
@Path("/status-lists")
@PermitAll
public class StatusListApi {
  private static final String TYPE = "application/statuslist+jwt";
  private static final int SECONDS = 1;

  private final StatusLists lists;

  StatusListApi(StatusLists lists) {
    this.lists = lists;
  }

  @GET
  @Path("/{id}")
  public Response list(RoutingContext routing, @RestPath String id) {
    return lists
        .signed(id)
        .map(list -> Polled.answer(routing, list, TYPE, SECONDS))
        .orElseThrow(NotFoundException::new);
  }
}

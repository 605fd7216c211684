package org.carrel.passes.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Withdraws from the contract of an unused pass by its mailed link alone: no login, no device. */
@Path("/a/{secret}/withdraw")
@Produces(MediaType.TEXT_HTML)
public class WithdrawByLinkPage {
  private final LinkedPass linked;
  private final WithdrawPages pages;

  WithdrawByLinkPage(LinkedPass linked, WithdrawPages pages) {
    this.linked = linked;
    this.pages = pages;
  }

  @GET
  @PermitAll
  public Response ask(@PathParam("secret") String secret, RoutingContext routing) {
    return pages.ask(linked.of(secret, routing), "/a/" + secret + "/withdraw", "/a/" + secret);
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response confirm(
      @PathParam("secret") String secret,
      @FormParam("zone") @Nullable String zone,
      RoutingContext routing) {
    return pages.confirm(
        linked.of(secret, routing), zone, "/a/" + secret + "/withdraw", "/a/" + secret);
  }
}

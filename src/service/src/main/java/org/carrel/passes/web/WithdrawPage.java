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
import org.carrel.identity.Holdings;
import org.carrel.identity.Visitor;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Withdraws from the contract of an unused pass, for who holds it, or in the browser that bought
 * it.
 */
@Path("/pass/{id}/withdraw")
@Produces(MediaType.TEXT_HTML)
public class WithdrawPage {
  private final Passes passes;
  private final Orders orders;
  private final Holdings holdings;
  private final Visitor visitor;
  private final BuyersBrowser browser;
  private final WithdrawPages pages;

  WithdrawPage(
      Passes passes,
      Orders orders,
      Holdings holdings,
      Visitor visitor,
      BuyersBrowser browser,
      WithdrawPages pages) {
    this.passes = passes;
    this.orders = orders;
    this.holdings = holdings;
    this.visitor = visitor;
    this.browser = browser;
    this.pages = pages;
  }

  @GET
  @PermitAll
  public Response ask(@PathParam("id") String id, RoutingContext routing) {
    return pages.ask(own(id, routing), action(id), back(id));
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response confirm(
      @PathParam("id") String id,
      @FormParam("zone") @Nullable String zone,
      RoutingContext routing) {
    return pages.confirm(own(id, routing), zone, action(id), back(id));
  }

  private static String action(String id) {
    return "/pass/" + id + "/withdraw";
  }

  private static String back(String id) {
    return "/pass/" + id;
  }

  private Pass own(String id, RoutingContext routing) {
    return passes
        .find(id)
        .filter(pass -> isHeld(pass) || isBoughtHere(pass, routing))
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This pass is not open in this browser",
                    "Open the link in your receipt here, or sign in if you hold it there."));
  }

  private boolean isHeld(Pass pass) {
    return holdings.of(visitor.subjects()).contains(pass.holder());
  }

  private boolean isBoughtHere(Pass pass, RoutingContext routing) {
    return orders.find(pass.orderId()).filter(order -> browser.isOf(order, routing)).isPresent();
  }
}

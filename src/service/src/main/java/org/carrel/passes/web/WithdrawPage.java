package org.carrel.passes.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
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
  private final WithdrawPages pages;

  WithdrawPage(
      Passes passes, Orders orders, Holdings holdings, Visitor visitor, WithdrawPages pages) {
    this.passes = passes;
    this.orders = orders;
    this.holdings = holdings;
    this.visitor = visitor;
    this.pages = pages;
  }

  @GET
  @PermitAll
  public Response ask(
      @PathParam("id") String id, @CookieParam(OrderCookie.NAME) @Nullable String cookie) {
    return pages.ask(own(id, cookie), action(id), back(id));
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response confirm(
      @PathParam("id") String id,
      @FormParam("zone") @Nullable String zone,
      @CookieParam(OrderCookie.NAME) @Nullable String cookie) {
    return pages.confirm(own(id, cookie), zone, action(id), back(id));
  }

  private static String action(String id) {
    return "/pass/" + id + "/withdraw";
  }

  private static String back(String id) {
    return "/pass/" + id;
  }

  private Pass own(String id, @Nullable String cookie) {
    return passes
        .find(id)
        .filter(pass -> isHeld(pass) || isBoughtHere(pass, cookie))
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This pass is not open in this browser",
                    "Open the link in your receipt here, or sign in if you hold it there."));
  }

  private boolean isHeld(Pass pass) {
    return holdings.of(visitor.subjects()).contains(pass.holder());
  }

  private boolean isBoughtHere(Pass pass, @Nullable String cookie) {
    return orders.find(pass.orderId()).filter(order -> order.isOfBrowser(cookie)).isPresent();
  }
}

package org.carrel.stripesim.hosted;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Checkout;

/** The hosted payment page: shows what is bought and takes a test card, with no script needed. */
@Path("/c/pay/{session}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CheckoutPage {
  private final Pages pages;
  private final Checkout checkout;
  private final SimTime time;

  CheckoutPage(Pages pages, Checkout checkout, SimTime time) {
    this.pages = pages;
    this.checkout = checkout;
    this.time = time;
  }

  @GET
  public Response show(@PathParam("session") String id) {
    return pages
        .find(id)
        .map(
            shown ->
                shown.open() ? Pages.order(200, shown, Entered.NOTHING) : Pages.ended(200, shown))
        .orElseGet(Pages::unknown);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response pay(@PathParam("session") String id, MultivaluedMap<String, String> sent) {
    Optional<Shown> found = pages.find(id);
    if (found.isEmpty()) {
      return Pages.unknown();
    }
    Shown shown = found.get();
    if (!shown.open()) {
      return shown.complete() ? Pages.seeOther(shown.success()) : Pages.ended(410, shown);
    }
    Fields fields = new Fields(sent);
    CardForm card = new CardForm(fields, shown.email());
    if (!shown.free()) {
      card.read(time);
    }
    BillingForm billing = new BillingForm(fields, shown);
    Entered entered = fields.entered();
    if (!entered.errors().isEmpty()) {
      return Pages.order(422, shown, entered);
    }
    Checkout.Result result =
        checkout.pay(id, card.payer(billing.billing(), shown.free()), fields.number("total"));
    return answer(result, id, entered);
  }

  @GET
  @Path("/authenticate")
  public Response challenge(@PathParam("session") String id) {
    return pages
        .find(id)
        .map(shown -> shown.open() ? Pages.challenge(shown) : Pages.ended(200, shown))
        .orElseGet(Pages::unknown);
  }

  @POST
  @Path("/authenticate")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response authenticate(
      @PathParam("session") String id, @FormParam("answer") @DefaultValue("") String answer) {
    return pages.find(id).isEmpty()
        ? Pages.unknown()
        : answer(checkout.authenticated(id, answer.equals("complete")), id, Entered.NOTHING);
  }

  private Response answer(Checkout.Result result, String id, Entered entered) {
    Shown now = pages.find(id).orElseThrow();
    if (result instanceof Checkout.Paid paid) {
      return Pages.seeOther(paid.successUrl());
    }
    if (result instanceof Checkout.Declined declined) {
      return Pages.order(402, now, entered.declined(declined.message()));
    }
    if (result instanceof Checkout.Challenged) {
      return Pages.seeOther(checkout.page(id) + "/authenticate");
    }
    if (result instanceof Checkout.Changed) {
      String notice = "The total is now %s. Nothing was charged: look at it and pay again.";
      return Pages.order(409, now, entered.notice(notice.formatted(now.total())));
    }
    return Pages.ended(410, now);
  }
}

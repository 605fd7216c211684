package org.carrel.stripesim.hosted;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.carrel.stripesim.checkout.AdjustOrder;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.DemoTax;

/**
 * The forms beside the card's: the billing country and the promotion code, each changes the total.
 */
@Path("/c/pay/{session}/order")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
public class AdjustPage {
  private static final int LONGEST = 500;

  private final Pages pages;
  private final AdjustOrder order;
  private final Checkout checkout;

  AdjustPage(Pages pages, AdjustOrder order, Checkout checkout) {
    this.pages = pages;
    this.order = order;
    this.checkout = checkout;
  }

  @POST
  @Path("/country")
  public Response country(
      @PathParam("session") String id, @FormParam("country") @DefaultValue("") String country) {
    return change(
        id,
        shown -> {
          if (!shown.asksCountry() || !DemoTax.isCountry(country)) {
            return Optional.of(Entered.wrong("country", "", "Choose a country of the list."));
          }
          order.country(id, country);
          return Optional.empty();
        });
  }

  @POST
  @Path("/code")
  public Response code(
      @PathParam("session") String id, @FormParam("code") @DefaultValue("") String code) {
    return change(
        id,
        shown ->
            code.isBlank() || code.length() > LONGEST
                ? Optional.of(Entered.wrong("code", "", "Enter a code, such as WELCOME20."))
                : order.code(id, code).map(wrong -> Entered.wrong("code", code, wrong)));
  }

  @POST
  @Path("/code/remove")
  public Response withoutCode(@PathParam("session") String id) {
    return change(
        id,
        shown -> {
          order.withoutCode(id);
          return Optional.empty();
        });
  }

  private Response change(String id, Function<Shown, Optional<Entered>> work) {
    Optional<Shown> found = pages.find(id);
    if (found.isEmpty()) {
      return Pages.unknown();
    }
    if (!found.get().open()) {
      return Pages.ended(410, found.get());
    }
    return work.apply(found.get())
        .map(wrong -> Pages.order(422, found.get(), wrong))
        .orElseGet(() -> Pages.seeOther(checkout.page(id)));
  }
}

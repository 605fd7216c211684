package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.passes.CorrectAddress;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;
import org.jspecify.annotations.Nullable;

/** Where the mail of an order went, for the browser that bought it, and the one correction. */
@Path("/checkout/address")
@Produces(MediaType.TEXT_HTML)
public class AddressPage {
  /** Tries for one order; all but the right one fail. */
  private static final int MOST_AN_HOUR = 10;

  /** From one address; a whole campus may stand behind one. */
  private static final int MOST_FROM_ONE = 100;

  private final Orders orders;
  private final CorrectAddress correct;
  private final BuyersBrowser browser;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  AddressPage(
      Orders orders,
      CorrectAddress correct,
      BuyersBrowser browser,
      RateLimits limits,
      ClientAddresses addresses) {
    this.orders = orders;
    this.correct = correct;
    this.browser = browser;
    this.limits = limits;
    this.addresses = addresses;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance address(
        Order order, boolean open, String typed, @Nullable String error);
  }

  @GET
  @PermitAll
  public Response show(@QueryParam("order") @Nullable String id, RoutingContext routing) {
    return page(own(id, routing), "", null);
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @QueryParam("order") @Nullable String id,
      @FormParam("email") @Nullable String email,
      RoutingContext routing) {
    Order order = own(id, routing);
    limits.take("order-address", order.id(), MOST_AN_HOUR, Duration.ofHours(1));
    limits.take("new-address", addresses.key(routing), MOST_FROM_ONE, Duration.ofHours(1));
    String typed = email == null ? "" : email;
    Optional<EmailAddress> to = EmailAddress.parse(typed);
    if (to.isEmpty()) {
      return page(order, typed, "This is not a complete address. Example: reader@example.org");
    }
    return switch (correct.correct(order.id(), to.get())) {
      case SAME -> page(order, typed, "The mail went to this address already.");
      case CORRECTED, NOT_AGAIN, NO_PASS ->
          Response.seeOther(URI.create("/checkout/address?order=" + order.id())).build();
    };
  }

  private Response page(Order order, String typed, @Nullable String error) {
    return Response.status(error == null ? 200 : 422)
        .entity(Templates.address(order, correct.isOpen(order), typed, error).render())
        .build();
  }

  private Order own(@Nullable String id, RoutingContext routing) {
    return Optional.ofNullable(id)
        .flatMap(orders::find)
        .filter(order -> browser.isOf(order, routing) && order.paidAt().isPresent())
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This purchase is not known in this browser",
                    "The address of a purchase can be corrected only in the browser in which it"
                        + " was made. Elsewhere, write to us and quote the order."));
  }
}

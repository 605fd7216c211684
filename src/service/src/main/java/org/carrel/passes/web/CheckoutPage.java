package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.passes.BuyPass;
import org.carrel.passes.Consent;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;
import org.carrel.passes.Prices;
import org.carrel.passes.RunningPasses;
import org.carrel.passes.Wish;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;
import org.carrel.web.SharedComputer;
import org.carrel.web.Times;
import org.jspecify.annotations.Nullable;

/** The checkout: choose and check the pass, say when it starts, go on to the payment page. */
@Path("/checkout")
@Produces(MediaType.TEXT_HTML)
public class CheckoutPage {
  private static final String LOCALE = "en";

  /** From one address; a whole campus may stand behind one. */
  private static final int MOST_AN_HOUR = 1000;

  private final Plans plans;
  private final Orders orders;
  private final BuyPass buy;
  private final RunningPasses running;
  private final Visitor visitor;
  private final BuyersBrowser browser;
  private final BuyersCookies cookies;
  private final Places places;
  private final OpenHere openHere;
  private final RateLimits limits;
  private final ClientAddresses addresses;
  private final Clock clock;

  CheckoutPage(
      Plans plans,
      Orders orders,
      BuyPass buy,
      RunningPasses running,
      Visitor visitor,
      BuyersBrowser browser,
      BuyersCookies cookies,
      Places places,
      OpenHere openHere,
      RateLimits limits,
      ClientAddresses addresses,
      Clock clock) {
    this.plans = plans;
    this.orders = orders;
    this.buy = buy;
    this.running = running;
    this.visitor = visitor;
    this.browser = browser;
    this.cookies = cookies;
    this.places = places;
    this.openHere = openHere;
    this.limits = limits;
    this.addresses = addresses;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance checkout(CheckoutView checkout);

    static native TemplateInstance unclear(Order order, String tax);

    static native TemplateInstance cancelled(Order order, @Nullable Place place, String tax);
  }

  @GET
  @PermitAll
  public String show(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("currency") @Nullable String currency,
      @QueryParam("item") @Nullable String item,
      @QueryParam("page") @Nullable String page,
      @QueryParam("pass") @Nullable String pass,
      RoutingContext routing) {
    CheckoutForm form = CheckoutForm.fresh(plan, currency, item, page, null);
    form.extend = pass;
    form.begin = running(form).isPresent() ? CheckoutForm.ADD : null;
    return render(form, Map.of(), isOpen(form, routing));
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response pay(
      @BeanParam CheckoutForm form,
      @CookieParam(OrderCookie.NAME) @Nullable String cookie,
      RoutingContext routing) {
    limits.take("checkout", addresses.key(routing), MOST_AN_HOUR, Duration.ofHours(1));
    boolean shared = SharedComputer.isSaid(form.shared) || SharedComputer.isSaid(routing);
    if (form.order != null) {
      Order order = ownOrder(form.order, routing);
      return settled(order)
          .orElseGet(() -> onwards(buy.again(order), cookies.keep(cookie, shared)));
    }
    Map<String, String> errors = form.errors();
    if (form.adds() && running(form).filter(pass -> pass.id().equals(form.extend)).isEmpty()) {
      errors.put("begin", "The pass that you wanted to add time to does not run any more.");
    }
    boolean open = isOpen(form, routing);
    if (!errors.isEmpty() || open && form.anyway == null) {
      return Response.status(422).entity(render(form, errors, open)).build();
    }
    BuyersCookies.Kept kept = cookies.keep(cookie, shared);
    return onwards(buy.buy(wish(form, kept.browserSecret())), kept);
  }

  /** The buyer turned back on the payment page: nothing is paid, and the page is still open. */
  @GET
  @Path("/cancelled")
  @PermitAll
  public Response cancelled(@QueryParam("order") @Nullable String orderId, RoutingContext routing) {
    Order order = ownOrder(orderId, routing);
    return settled(order)
        .orElseGet(
            () ->
                Response.ok(
                        Templates.cancelled(order, places.of(order).orElse(null), tax(order))
                            .render())
                    .build());
  }

  /** Where money moved, nobody is told that nothing was charged or asked to pay once more. */
  private static Optional<Response> settled(Order order) {
    return switch (order.state()) {
      case NEW, AWAITING, ABANDONED, FAILED -> Optional.empty();
      case PROCESSING, PAID, REVIEW, FRAUD_REVIEW, REFUNDED, DISPUTED, CHARGED_BACK ->
          order
              .sessionId()
              .map(session -> "/checkout/success?order=" + order.id() + "&session_id=" + session)
              .map(success -> Response.seeOther(URI.create(success)).build());
    };
  }

  private Response onwards(BuyPass.Begun begun, BuyersCookies.Kept kept) {
    if (begun instanceof BuyPass.Begun.ToPay pay) {
      return Response.seeOther(URI.create(pay.url())).cookie(kept.cookies()).build();
    }
    if (begun instanceof BuyPass.Begun.Unclear unclear) {
      return Response.status(503)
          .cookie(kept.cookies())
          .entity(Templates.unclear(unclear.order(), tax(unclear.order())).render())
          .build();
    }
    throw new Problem(
        502,
        "payment-page",
        "The payment page could not be opened",
        "Nothing was charged. Go back and try again; if it stays, write to us.");
  }

  private String tax(Order order) {
    return plans.priceNote(order.price().currency());
  }

  private Order ownOrder(@Nullable String id, RoutingContext routing) {
    return Optional.ofNullable(id)
        .flatMap(orders::find)
        .filter(order -> browser.isOf(order, routing))
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This purchase is not known in this browser",
                    "A purchase goes on in the browser in which it began. Nothing was charged"
                        + " here."));
  }

  private Wish wish(CheckoutForm form, String secret) {
    Plan plan = chosen(form);
    Order.Begin begin = form.choice().orElseThrow();
    Optional<Place> place = places.of(form.item, form.page);
    return new Wish(
        plan,
        prices(form, plan).of(plan),
        form.address().orElseThrow(),
        place.map(Place::handle).orElse(null),
        place.map(Place::pageId).orElse(null),
        begin,
        form.adds() ? form.extend : null,
        begin == Order.Begin.NOW || form.adds() ? Consent.given(Micros.now(clock), LOCALE) : null,
        secret,
        visitor.reader().map(Reader::id).orElse(null),
        Times.zone(form.zone).orElse(null));
  }

  /** Nobody is charged before they were told that their institution pays already. */
  private boolean isOpen(CheckoutForm form, RoutingContext routing) {
    return places
        .of(form.item, form.page)
        .map(place -> openHere.reads(place, routing))
        .orElse(false);
  }

  private String render(CheckoutForm form, Map<String, String> errors, boolean open) {
    Plan plan = chosen(form);
    return Templates.checkout(
            CheckoutView.of(
                plans.onSale(),
                plan,
                prices(form, plan),
                places.of(form.item, form.page),
                form,
                errors,
                clock.instant(),
                running(form),
                open))
        .render();
  }

  private Optional<Pass> running(CheckoutForm form) {
    return running.of(visitor.subjects(), chosen(form), form.extend);
  }

  private Plan chosen(CheckoutForm form) {
    if (form.plan == null || form.plan.isBlank()) {
      return plans.onSale().get(0);
    }
    return plans
        .onSale(form.plan)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This pass is not on sale", "Choose one of the passes that are on sale now."));
  }

  /** In the currency of the form; the others lead to this page again, as it was opened. */
  private Prices prices(CheckoutForm form, Plan plan) {
    Map<String, String> opened = new HashMap<>();
    opened.put("plan", plan.code());
    opened.put("pass", form.extend == null ? "" : form.extend);
    places
        .of(form.item, form.page)
        .ifPresent(
            place -> {
              opened.put("item", place.handle());
              opened.put("page", place.pageId());
            });
    return Prices.of(plans, form.currency, "/checkout", opened);
  }
}

package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Visitor;
import org.carrel.passes.CorrectAddress;
import org.carrel.passes.FulfilOrder;
import org.carrel.passes.Order;
import org.carrel.passes.OrderState;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.PassState;
import org.carrel.passes.Passes;
import org.carrel.passes.RedeemLink;
import org.carrel.passes.StartPass;
import org.carrel.passes.Yield;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the payment page sends the browser. It fulfils the order as the webhook does; whichever is
 * first does it. Only the browser that began the order gets anything here, and for it this is the
 * one GET that may start a clock, if that was chosen with the consent before paying.
 */
@Path("/checkout/success")
@Produces(MediaType.TEXT_HTML)
public class SuccessPage {
  private static final Logger LOG = Logger.getLogger(SuccessPage.class);

  /** Questions to Stripe about one order; the waiting page asks every three seconds. */
  private static final int MOST_A_MINUTE = 60;

  private final Orders orders;
  private final Passes passes;
  private final FulfilOrder fulfil;
  private final StartPass start;
  private final RedeemLink redeem;
  private final CorrectAddress correct;
  private final DeviceSessions devices;
  private final Visitor visitor;
  private final BuyersBrowser browser;
  private final Places places;
  private final PassViews views;
  private final RateLimits limits;
  private final Clock clock;

  SuccessPage(
      Orders orders,
      Passes passes,
      FulfilOrder fulfil,
      StartPass start,
      RedeemLink redeem,
      CorrectAddress correct,
      DeviceSessions devices,
      Visitor visitor,
      BuyersBrowser browser,
      Places places,
      PassViews views,
      RateLimits limits,
      Clock clock) {
    this.orders = orders;
    this.passes = passes;
    this.fulfil = fulfil;
    this.start = start;
    this.redeem = redeem;
    this.correct = correct;
    this.devices = devices;
    this.visitor = visitor;
    this.browser = browser;
    this.places = places;
    this.views = views;
    this.limits = limits;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance paid(Order order, PassView pass, boolean correctable);

    static native TemplateInstance unsettled(Order order, @Nullable Place place);

    static native TemplateInstance elsewhere(boolean full);
  }

  @GET
  @PermitAll
  public Response arrive(
      @QueryParam("order") @Nullable String orderId,
      @QueryParam("session_id") @Nullable String sessionId,
      RoutingContext routing) {
    Order order = order(orderId, sessionId).orElseThrow(SuccessPage::unknown);
    if (!browser.isOf(order, routing)) {
      return page(Templates.elsewhere(false));
    }
    if (order.state() != OrderState.PAID) {
      return page(Templates.unsettled(order, places.of(order).orElse(null)));
    }
    Pass pass = passes.ofOrder(order.id()).orElseThrow();
    if (passes.yieldOf(order.id()).orElseThrow().kind() == Yield.Kind.SLICE) {
      return to(places.of(order).map(Place::readAgainAt).orElse("/pass/" + pass.id()));
    }
    return Arrival.isReal(routing.request())
        ? give(order, pass)
        : page(Templates.paid(order, views.of(pass, clock.instant()), correct.isOpen(order)));
  }

  private Response give(Order order, Pass pass) {
    RedeemLink.Outcome given =
        redeem.giveToBuyer(pass.id(), visitor.device(), visitor.deviceLabel());
    if (given instanceof RedeemLink.Outcome.Full) {
      return page(Templates.elsewhere(true));
    }
    if (given instanceof RedeemLink.Outcome.TakenBack) {
      return page(Templates.elsewhere(false));
    }
    NewCookie cookie =
        given instanceof RedeemLink.Outcome.Given opened ? devices.cookie(opened.opened()) : null;
    return withCookie(answer(order, startIfChosen(order, pass)), cookie);
  }

  /** The consent that this needs was given before paying and stands in the pass. */
  private Pass startIfChosen(Order order, Pass pass) {
    if (order.begin() == Order.Begin.NOW
        && order.consent().isPresent()
        && order.secondOf().isEmpty()
        && pass.stateAt(clock.instant()) == PassState.READY
        && start.start(pass.id(), null) instanceof StartPass.Outcome.Running running) {
      return running.pass();
    }
    return pass;
  }

  private Response answer(Order order, Pass pass) {
    Instant now = clock.instant();
    Optional<Place> place = places.of(order);
    return switch (pass.stateAt(now)) {
      case READY -> page(Templates.paid(order, views.of(pass, now), correct.isOpen(order)));
      case ACTIVE ->
          to(
              place.isPresent() && order.begin() == Order.Begin.NOW
                  ? place.get().readAt()
                  : "/pass/" + pass.id());
      case ENDED, LAPSED, SUSPENDED, REVOKED -> to("/pass/" + pass.id());
    };
  }

  /** The order, fulfilled as far as it can be, if it and the session belong together. */
  private Optional<Order> order(@Nullable String orderId, @Nullable String sessionId) {
    if (orderId == null || sessionId == null) {
      return Optional.empty();
    }
    Optional<Order> known = orders.find(orderId);
    if (known.isEmpty() || isOfOther(known.get(), sessionId)) {
      return Optional.empty();
    }
    Optional<Order> now = isOpen(known.get()) ? fulfilled(known.get(), sessionId) : known;
    return now.filter(order -> order.sessionId().equals(Optional.of(sessionId)));
  }

  private static boolean isOfOther(Order order, String sessionId) {
    return order.sessionId().isPresent() && !order.sessionId().get().equals(sessionId);
  }

  private static boolean isOpen(Order order) {
    return switch (order.state()) {
      case NEW, AWAITING, PROCESSING, ABANDONED, FAILED -> true;
      case PAID, REVIEW, FRAUD_REVIEW, REFUNDED, DISPUTED, CHARGED_BACK -> false;
    };
  }

  private Optional<Order> fulfilled(Order order, String sessionId) {
    limits.take("success", order.id(), MOST_A_MINUTE, Duration.ofMinutes(1));
    try {
      return fulfil.recompute(order.id(), sessionId);
    } catch (PaymentsUnavailable e) {
      LOG.warnf("order %s: the buyer waits, %s", order.id(), e.getMessage());
      return Optional.of(order);
    }
  }

  private static Response page(TemplateInstance template) {
    return Response.ok(template.render()).build();
  }

  private static Response to(String where) {
    return Response.seeOther(URI.create(where)).build();
  }

  private static Response withCookie(Response answer, @Nullable NewCookie cookie) {
    return cookie == null ? answer : Response.fromResponse(answer).cookie(cookie).build();
  }

  private static Problem unknown() {
    return Problem.notFound(
        "There is no payment here",
        "If you have paid, use the link in your mail: it opens your pass in any browser.");
  }
}

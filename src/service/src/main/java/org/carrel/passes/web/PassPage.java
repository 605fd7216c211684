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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.passes.Consent;
import org.carrel.passes.CorrectAddress;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.passes.RedeemLink;
import org.carrel.passes.StartPass;
import org.carrel.web.Problem;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * A pass, for who holds it: how it stands, Start, and the way on: to the document that {@code item}
 * names, else to where it was bought. Nobody else learns of it.
 */
@Path("/pass/{id}")
@Produces(MediaType.TEXT_HTML)
public class PassPage {
  private static final String LOCALE = "en";

  private final Passes passes;
  private final StartPass start;
  private final RedeemLink redeem;
  private final DeviceSessions devices;
  private final CorrectAddress correct;
  private final BuyersBrowser browser;
  private final Holdings holdings;
  private final Visitor visitor;
  private final PassViews views;
  private final Places places;
  private final Clock clock;

  PassPage(
      Passes passes,
      StartPass start,
      RedeemLink redeem,
      DeviceSessions devices,
      CorrectAddress correct,
      BuyersBrowser browser,
      Holdings holdings,
      Visitor visitor,
      PassViews views,
      Places places,
      Clock clock) {
    this.passes = passes;
    this.start = start;
    this.redeem = redeem;
    this.devices = devices;
    this.correct = correct;
    this.browser = browser;
    this.holdings = holdings;
    this.visitor = visitor;
    this.views = views;
    this.places = places;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance pass(
        PassView pass, @Nullable String error, boolean correctable, Opening opening);
  }

  @GET
  @PermitAll
  public String show(
      @PathParam("id") String id,
      @QueryParam("item") @Nullable String item,
      @QueryParam("page") @Nullable String page,
      RoutingContext routing) {
    PassView view = views.of(held(id), clock.instant(), places.of(item, page));
    return page(view, null, routing);
  }

  @POST
  @Path("/start")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response start(
      @PathParam("id") String id,
      @FormParam("consent") @Nullable String consent,
      @FormParam("item") @Nullable String item,
      @FormParam("page") @Nullable String page,
      RoutingContext routing) {
    Pass pass = held(id);
    StartPass.Outcome outcome =
        start.start(pass.id(), consent == null ? null : Consent.given(Micros.now(clock), LOCALE));
    PassView view = views.of(pass, clock.instant(), places.of(item, page));
    if (outcome instanceof StartPass.Outcome.ConsentMissing) {
      String error = "Tick the box to start: the clock runs from then on.";
      return Response.status(422).entity(page(view, error, routing)).build();
    }
    return outcome instanceof StartPass.Outcome.Running && !opening(view).needed()
        ? Response.seeOther(onwards(view)).build()
        : Response.seeOther(URI.create("/pass/" + pass.id())).build();
  }

  /**
   * Opens a pass of the signed-in account in this browser, where it takes one of the pass's places.
   *
   * @param instead id of a device that is to be signed out of the pass for this one
   */
  @POST
  @Path("/open")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response open(
      @PathParam("id") String id,
      @FormParam("instead") @Nullable String instead,
      @FormParam("item") @Nullable String item,
      @FormParam("page") @Nullable String page,
      RoutingContext routing) {
    PassView view = views.of(held(id), clock.instant(), places.of(item, page));
    RedeemLink.Choice choice =
        new RedeemLink.Choice(
            visitor.device(),
            visitor.deviceLabel(),
            SharedComputer.isSaid(routing),
            visitor.reader().map(Reader::id),
            Optional.ofNullable(instead));
    Optional<RedeemLink.Outcome> outcome = redeem.open(id, choice);
    if (outcome.isPresent() && outcome.get() instanceof RedeemLink.Outcome.Full) {
      return Response.status(409).entity(page(view, null, routing)).build();
    }
    Response.ResponseBuilder answer = Response.seeOther(onwards(view));
    if (outcome.isPresent() && outcome.get() instanceof RedeemLink.Outcome.Given given) {
      answer.cookie(devices.cookie(given.opened()));
    }
    return answer.build();
  }

  /** To the document of a pass that runs, else to its page. */
  private static URI onwards(PassView view) {
    return URI.create(
        view.active() && view.place() != null ? view.place().readAt() : "/pass/" + view.id());
  }

  private String page(PassView view, @Nullable String error, RoutingContext routing) {
    return Templates.pass(view, error, correctable(view, routing), opening(view)).render();
  }

  private Opening opening(PassView view) {
    List<DeviceSession> using = holdings.devicesOf(view.pass().holder());
    boolean here =
        visitor
            .device()
            .filter(device -> using.stream().anyMatch(one -> one.id().equals(device.id())))
            .isPresent();
    return new Opening(
        view.opens() && !here,
        view.plan().terms().devices(),
        using,
        holdings.readersOf(view.pass().holder()).size());
  }

  /** Whether this browser bought it and may still say where its mail should have gone. */
  private boolean correctable(PassView view, RoutingContext routing) {
    return browser.isOf(view.order(), routing) && correct.isOpen(view.order());
  }

  private Pass held(String id) {
    return Optional.of(id)
        .filter(any -> holdings.of(visitor.subjects()).contains(Pass.holder(id)))
        .flatMap(passes::find)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This pass is not open in this browser",
                    "Open the link in your receipt here, or sign in if you hold it there."));
  }
}

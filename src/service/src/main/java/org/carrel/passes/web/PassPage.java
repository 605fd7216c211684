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
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.identity.Holdings;
import org.carrel.identity.Visitor;
import org.carrel.passes.Consent;
import org.carrel.passes.CorrectAddress;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.passes.StartPass;
import org.carrel.web.Problem;
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
      CorrectAddress correct,
      BuyersBrowser browser,
      Holdings holdings,
      Visitor visitor,
      PassViews views,
      Places places,
      Clock clock) {
    this.passes = passes;
    this.start = start;
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
    static native TemplateInstance pass(PassView pass, @Nullable String error, boolean correctable);
  }

  @GET
  @PermitAll
  public String show(
      @PathParam("id") String id,
      @QueryParam("item") @Nullable String item,
      @QueryParam("page") @Nullable String page,
      RoutingContext routing) {
    PassView view = views.of(held(id), clock.instant(), places.of(item, page));
    return Templates.pass(view, null, correctable(view, routing)).render();
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
      return Response.status(422)
          .entity(Templates.pass(view, error, correctable(view, routing)).render())
          .build();
    }
    return outcome instanceof StartPass.Outcome.Running && view.place() != null
        ? Response.seeOther(URI.create(view.place().readAt())).build()
        : Response.seeOther(URI.create("/pass/" + pass.id())).build();
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

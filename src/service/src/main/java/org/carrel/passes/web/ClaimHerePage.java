package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.passes.ClaimPass;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.web.Problem;
import org.carrel.web.ReturnTarget;
import org.jspecify.annotations.Nullable;

/** Puts a pass that this browser has into the account that is signed in, after naming it. */
@Path("/pass/{id}/claim")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class ClaimHerePage {
  private final Passes passes;
  private final ClaimPass claims;
  private final Holdings holdings;
  private final DeviceSessions devices;
  private final Visitor visitor;
  private final PassViews views;
  private final ReturnTarget targets;
  private final Clock clock;

  ClaimHerePage(
      Passes passes,
      ClaimPass claims,
      Holdings holdings,
      DeviceSessions devices,
      Visitor visitor,
      PassViews views,
      ReturnTarget targets,
      Clock clock) {
    this.passes = passes;
    this.claims = claims;
    this.holdings = holdings;
    this.devices = devices;
    this.visitor = visitor;
    this.views = views;
    this.targets = targets;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance claimHere(
        PassView pass, Reader account, boolean held, boolean other);
  }

  @GET
  public Response show(@PathParam("id") String id) {
    Pass pass = held(id);
    return visitor
        .reader()
        .map(reader -> page(200, pass, reader, false))
        .orElseGet(() -> toSignIn(id));
  }

  /**
   * The click; the browser's session gets a new secret by it.
   *
   * @param account id of the account that the page named
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response claim(
      @PathParam("id") String id, @FormParam("account") @Nullable String account) {
    Pass pass = held(id);
    Optional<Reader> reader = visitor.reader();
    if (reader.isEmpty()) {
      return toSignIn(id);
    }
    if (!reader.get().id().equals(account)) {
      return page(409, pass, reader.get(), true);
    }
    claims.claim(id, reader.get().id());
    Response.ResponseBuilder answer = Response.seeOther(URI.create("/claim/done"));
    visitor
        .device()
        .map(DeviceSession::id)
        .map(devices::renew)
        .ifPresent(renewed -> answer.cookie(devices.cookie(renewed)));
    return answer.build();
  }

  private Response page(int status, Pass pass, Reader reader, boolean other) {
    boolean held = claims.holds(pass, reader.id());
    PassView view = views.of(pass, clock.instant());
    return Response.status(status)
        .entity(Templates.claimHere(view, reader, held, other).render())
        .build();
  }

  private Response toSignIn(String id) {
    String back = "/pass/" + id + "/claim";
    return Response.seeOther(URI.create(targets.signIn(back, Duration.ofHours(1)))).build();
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

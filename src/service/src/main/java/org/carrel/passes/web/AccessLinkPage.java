package org.carrel.passes.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Visitor;
import org.carrel.passes.Pass;
import org.carrel.passes.RedeemLink;

/**
 * The link in the receipt. Opening it shows the pass and changes nothing, because mail scanners and
 * browsers open links too; one click redeems it, and the address that follows holds no secret.
 */
@Path("/a/{secret}")
@Produces(MediaType.TEXT_HTML)
public class AccessLinkPage {
  private final LinkedPass linked;
  private final RedeemLink redeem;
  private final DeviceSessions devices;
  private final Visitor visitor;
  private final PassViews views;
  private final Clock clock;

  AccessLinkPage(
      LinkedPass linked,
      RedeemLink redeem,
      DeviceSessions devices,
      Visitor visitor,
      PassViews views,
      Clock clock) {
    this.linked = linked;
    this.redeem = redeem;
    this.devices = devices;
    this.visitor = visitor;
    this.views = views;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance link(PassView pass, String secret, int full);
  }

  @GET
  @PermitAll
  public Response show(@PathParam("secret") String secret, RoutingContext routing) {
    return page(linked.of(secret, routing), secret, 0, 200);
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response redeem(@PathParam("secret") String secret, RoutingContext routing) {
    Pass pass = linked.of(secret, routing);
    RedeemLink.Outcome outcome =
        redeem
            .redeem(secret, visitor.device(), visitor.deviceLabel())
            .orElseThrow(LinkedPass::unknown);
    if (outcome instanceof RedeemLink.Outcome.Full full) {
      return page(pass, secret, full.devices(), 409);
    }
    Response.ResponseBuilder answer = Response.seeOther(URI.create("/pass/" + pass.id()));
    if (outcome instanceof RedeemLink.Outcome.Given given) {
      answer.cookie(devices.cookie(given.opened()));
    }
    return answer.header("Referrer-Policy", "no-referrer").build();
  }

  private Response page(Pass pass, String secret, int full, int status) {
    return Response.status(status)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "noindex")
        .entity(Templates.link(views.of(pass, clock.instant()), secret, full).render())
        .build();
  }
}

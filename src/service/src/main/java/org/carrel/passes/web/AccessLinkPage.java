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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.identity.Reader;
import org.carrel.identity.SharedLogins;
import org.carrel.identity.Subject;
import org.carrel.identity.Visitor;
import org.carrel.passes.Pass;
import org.carrel.passes.RedeemLink;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * The link in the receipt. Opening it shows the pass and changes nothing, because mail scanners and
 * browsers open links too; one click redeems it, and the address that follows holds no secret. Who
 * is signed in is asked whether the account is to hold the pass too; it is never done unsaid.
 */
@Path("/a/{secret}")
@Produces(MediaType.TEXT_HTML)
public class AccessLinkPage {
  private final LinkedPass linked;
  private final RedeemLink redeem;
  private final DeviceSessions devices;
  private final SharedLogins logins;
  private final Holdings holdings;
  private final Visitor visitor;
  private final PassViews views;
  private final Clock clock;

  AccessLinkPage(
      LinkedPass linked,
      RedeemLink redeem,
      DeviceSessions devices,
      SharedLogins logins,
      Holdings holdings,
      Visitor visitor,
      PassViews views,
      Clock clock) {
    this.linked = linked;
    this.redeem = redeem;
    this.devices = devices;
    this.logins = logins;
    this.holdings = holdings;
    this.visitor = visitor;
    this.views = views;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "passes")
  static class Templates {
    static native TemplateInstance link(LinkView link);
  }

  @GET
  @PermitAll
  public Response show(@PathParam("secret") String secret, RoutingContext routing) {
    return page(200, view(linked.of(secret, routing), secret));
  }

  /**
   * Redeems.
   *
   * @param into {@code browser}, or the id of the account that is to hold the pass too
   * @param others {@code yes} where others use the computer too
   * @param instead id of a device that is to be signed out of the pass for this one
   */
  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response redeem(
      @PathParam("secret") String secret,
      @FormParam("into") @Nullable String into,
      @FormParam("shared") @Nullable String others,
      @FormParam("instead") @Nullable String instead,
      RoutingContext routing) {
    Pass pass = linked.of(secret, routing);
    boolean shared = SharedComputer.isSaid(others) || SharedComputer.isSaid(routing);
    LinkView view = view(pass, secret).chosen(into == null ? "" : into, shared);
    Optional<String> account = Optional.of(view.into()).filter(id -> id.startsWith("r_"));
    if (account.isPresent() && !account.equals(visitor.reader().map(Reader::id))) {
      return page(
          409,
          view.chosen("", shared)
              .refused("Another account is signed in now than when the page was made."));
    }
    if (view.account().isPresent() && view.into().isEmpty()) {
      return page(
          422, view.refused("Say whether the pass is for this browser or for the account."));
    }
    RedeemLink.Choice choice =
        new RedeemLink.Choice(
            visitor.device(), visitor.deviceLabel(), shared, account, Optional.ofNullable(instead));
    return answer(redeem.redeem(secret, choice).orElseThrow(LinkedPass::unknown), view, pass.id());
  }

  private Response answer(RedeemLink.Outcome outcome, LinkView view, String passId) {
    if (outcome instanceof RedeemLink.Outcome.Full full) {
      return page(409, view.usedBy(full.using()));
    }
    if (outcome instanceof RedeemLink.Outcome.Over) {
      return page(409, view);
    }
    Response.ResponseBuilder answer = Response.seeOther(URI.create("/pass/" + passId));
    if (outcome instanceof RedeemLink.Outcome.Given given) {
      answer.cookie(devices.cookie(given.opened()));
      if (given.opened().session().shared()) {
        answer.cookie(SharedComputer.said());
        visitor.login().ifPresent(login -> logins.tie(login, given.opened().session().id()));
      }
    }
    return answer.build();
  }

  private LinkView view(Pass pass, String secret) {
    PassView shown = views.of(pass, clock.instant());
    Optional<Reader> account =
        visitor.reader().filter(reader -> !holds(reader, pass)).filter(any -> shown.opens());
    int most = shown.plan().terms().devices();
    return new LinkView(shown, secret, account, "", most, List.of(), false, "");
  }

  private boolean holds(Reader reader, Pass pass) {
    return holdings.of(new Subject.OfReader(reader.id())).contains(pass.holder());
  }

  private static Response page(int status, LinkView view) {
    return Response.status(status).entity(Templates.link(view).render()).build();
  }
}

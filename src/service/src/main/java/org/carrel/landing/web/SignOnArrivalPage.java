package org.carrel.landing.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carrel.catalog.Items;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.FederatedLogin;
import org.carrel.identity.FederatedLogins;
import org.carrel.identity.Visitor;
import org.carrel.institutions.SignOnThroughInstitution;
import org.carrel.institutions.SignOnThroughInstitution.Here;
import org.carrel.institutions.SignOnThroughInstitution.Outcome;
import org.carrel.landing.WaysIn;
import org.carrel.web.Frame;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/** Where a browser comes back to from an institution's login: on to the document, or why not. */
@Path("/sign-on/arrived")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SignOnArrivalPage {
  private static final int NOT_TAKEN = 400;
  private static final int REFUSED = 403;

  private final FederatedLogins logins;
  private final SignOnThroughInstitution signOn;
  private final DeviceSessions devices;
  private final Visitor visitor;
  private final Items items;
  private final WaysIn ways;
  private final Frame frame;

  SignOnArrivalPage(
      FederatedLogins logins,
      SignOnThroughInstitution signOn,
      DeviceSessions devices,
      Visitor visitor,
      Items items,
      WaysIn ways,
      Frame frame) {
    this.logins = logins;
    this.signOn = signOn;
    this.devices = devices;
    this.visitor = visitor;
    this.items = items;
    this.ways = ways;
    this.frame = frame;
  }

  @CheckedTemplate(basePath = "landing")
  static class Templates {
    static native TemplateInstance signOnRefused(Outcome.Refused refused, SignOnTarget target);

    static native TemplateInstance signOnTold(Map<String, Set<String>> told);

    static native TemplateInstance signOnFailed();
  }

  /**
   * The answer of Keycloak (OpenID Connect); whatever it says of an error stays out of the page.
   */
  @GET
  public Response arrive(
      @QueryParam("state") @Nullable String state,
      @QueryParam("code") @Nullable String code,
      RoutingContext routing) {
    Cookie begun = routing.request().getCookie(SignOnPage.BEGUN);
    Optional<FederatedLogin> login =
        begun == null || state == null || code == null || code.isBlank() || !logins.isOffered()
            ? Optional.empty()
            : logins.complete(begun.getValue(), state, code, SignOnPage.back(frame));
    return login
        .map(known -> takeUp(known, routing))
        .orElseGet(SignOnArrivalPage::failed)
        .cookie(SignOnPage.cookie(SignOnPage.BEGUN, "", 0))
        .build();
  }

  private Response.ResponseBuilder takeUp(FederatedLogin login, RoutingContext routing) {
    Optional<DeviceSession> device = visitor.device();
    boolean shared =
        SharedComputer.isSaid(routing) || device.filter(DeviceSession::shared).isPresent();
    SignOnTarget target = SignOnTarget.read(login.target());
    Outcome outcome =
        signOn.arrive(
            login,
            new Here(device.map(DeviceSession::id).orElse(null), visitor.deviceLabel(), shared));
    if (outcome instanceof Outcome.In in) {
      Response.ResponseBuilder answer =
          target.test()
              ? Response.ok(Templates.signOnTold(in.told()).render())
              : Response.seeOther(URI.create(goOn(target)));
      return answer.cookie(devices.cookie(in.session()));
    }
    return outcome instanceof Outcome.Refused refused
        ? Response.status(REFUSED).entity(Templates.signOnRefused(refused, target).render())
        : failed();
  }

  private String goOn(SignOnTarget target) {
    return items
        .byHandle(target.item())
        .map(
            item -> ways.readAt(item, target.page().isEmpty() ? item.firstPageId() : target.page()))
        .orElse("/");
  }

  private static Response.ResponseBuilder failed() {
    return Response.status(NOT_TAKEN).entity(Templates.signOnFailed().render());
  }
}

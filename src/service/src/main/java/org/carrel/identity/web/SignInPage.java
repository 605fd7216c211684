package org.carrel.identity.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
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
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.SharedLogins;
import org.carrel.identity.Visitor;
import org.carrel.web.ReturnTarget;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * The way in: a page that asks whether others use the computer too, then a protected address, so
 * that Keycloak asks who it is, and then back to where it began.
 */
@Path("/")
public class SignInPage {
  private static final String HOME = "/me";

  private final Visitor visitor;
  private final DeviceSessions devices;
  private final SharedLogins shared;
  private final ReturnTarget targets;

  SignInPage(Visitor visitor, DeviceSessions devices, SharedLogins shared, ReturnTarget targets) {
    this.visitor = visitor;
    this.devices = devices;
    this.shared = shared;
    this.targets = targets;
  }

  @CheckedTemplate(basePath = "identity")
  static class Templates {
    static native TemplateInstance signIn(String to);

    static native TemplateInstance failed();
  }

  /**
   * Asks; who is signed in goes on at once.
   *
   * @param to signed return target; anything else leads to {@code /me}
   */
  @GET
  @Path("sign-in")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  public Response ask(@QueryParam("to") @Nullable String to) {
    return visitor.isSignedIn()
        ? Response.seeOther(target(to)).build()
        : Response.ok(Templates.signIn(to == null ? "" : to).render()).build();
  }

  /**
   * The click, and what was said of the computer. Only this says it: an address that leads to the
   * account, which any site can send a browser to, says nothing of the kind.
   *
   * @param to as above
   * @param others {@code yes} where others use the computer too
   */
  @POST
  @Path("sign-in")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response go(
      @FormParam("to") @Nullable String to, @FormParam("shared") @Nullable String others) {
    URI account =
        UriBuilder.fromPath("/sign-in/account")
            .queryParam("to", "{to}")
            .build(to == null ? "" : to);
    Response.ResponseBuilder answer = Response.seeOther(account);
    if (SharedComputer.isSaid(others)) {
      answer.cookie(SharedComputer.said());
    }
    return answer.build();
  }

  /**
   * Arrives only when signed in. The device session keeps what it holds and gets a new secret. On a
   * shared computer there always is one, and the login is tied to it.
   *
   * @param to as above
   */
  @GET
  @Path("sign-in/account")
  @Authenticated
  public Response signIn(@QueryParam("to") @Nullable String to, RoutingContext routing) {
    visitor.reader(); // writes down who came
    boolean share =
        SharedComputer.isSaid(routing)
            || visitor.device().filter(DeviceSession::shared).isPresent();
    Response.ResponseBuilder answer = Response.seeOther(target(to));
    Optional<Opened> opened =
        visitor
            .device()
            .map(device -> devices.renew(device.id(), share))
            .or(() -> share ? Optional.of(devices.open(visitor.deviceLabel(), true)) : none());
    opened.ifPresent(renewed -> answer.cookie(devices.cookie(renewed)));
    if (share && opened.isPresent()) {
      String device = opened.get().session().id();
      visitor.login().ifPresent(login -> shared.tie(login, device));
      answer.cookie(SharedComputer.said());
    }
    return answer.build();
  }

  /** Where Keycloak answers; the login goes on from here to where it was asked for. */
  @GET
  @Path("login")
  @Authenticated
  public Response login() {
    return Response.seeOther(URI.create(HOME)).build();
  }

  /** Where a login ends that Keycloak refused; what it said stays out of the page. */
  @GET
  @Path("sign-in-failed")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  public String failed() {
    return Templates.failed().render();
  }

  private URI target(@Nullable String to) {
    return URI.create(Optional.ofNullable(to).flatMap(targets::verify).orElse(HOME));
  }

  private static Optional<Opened> none() {
    return Optional.empty();
  }
}

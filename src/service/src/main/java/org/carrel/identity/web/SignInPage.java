package org.carrel.identity.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Visitor;
import org.carrel.web.ReturnTarget;
import org.jspecify.annotations.Nullable;

/** The way in: protected, so that Keycloak asks who it is, and then back to where it began. */
@Path("/")
public class SignInPage {
  private static final String HOME = "/me";

  private final Visitor visitor;
  private final DeviceSessions devices;
  private final ReturnTarget targets;

  SignInPage(Visitor visitor, DeviceSessions devices, ReturnTarget targets) {
    this.visitor = visitor;
    this.devices = devices;
    this.targets = targets;
  }

  @CheckedTemplate(basePath = "identity")
  static class Templates {
    static native TemplateInstance failed();
  }

  /**
   * Arrives only when signed in. The device session keeps what it holds and gets a new secret.
   *
   * @param to signed return target; anything else leads to {@code /me}
   */
  @GET
  @Path("sign-in")
  @Authenticated
  public Response signIn(@QueryParam("to") @Nullable String to) {
    visitor.reader(); // writes down who came
    URI target = URI.create(Optional.ofNullable(to).flatMap(targets::verify).orElse(HOME));
    Response.ResponseBuilder answer = Response.seeOther(target);
    visitor
        .device()
        .map(DeviceSession::id)
        .map(devices::renew)
        .ifPresent(renewed -> answer.cookie(devices.cookie(renewed)));
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
}

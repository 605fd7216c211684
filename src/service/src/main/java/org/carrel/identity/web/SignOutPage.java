package org.carrel.identity.web;

import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.EndAtProvider;
import org.carrel.identity.SignedOut;
import org.carrel.identity.Visitor;
import org.carrel.web.Frame;
import org.carrel.web.ReturnTarget;
import org.jspecify.annotations.Nullable;

/** The way out: of the account here and at Keycloak, and of this browser's passes if asked. */
@Path("/")
public class SignOutPage {
  private static final String SIGNED_OUT = "/signed-out";
  private static final String LEFT = "/left";
  private static final String LEAVING = LEFT + "?at=";

  private final Visitor visitor;
  private final SecurityIdentity identity;
  private final OidcSession session;
  private final DeviceSessions devices;
  private final EndAtProvider provider;
  private final ReturnTarget targets;
  private final Frame frame;
  private final Event<SignedOut> signedOut;

  SignOutPage(
      Visitor visitor,
      SecurityIdentity identity,
      OidcSession session,
      DeviceSessions devices,
      EndAtProvider provider,
      ReturnTarget targets,
      Frame frame,
      Event<SignedOut> signedOut) {
    this.visitor = visitor;
    this.identity = identity;
    this.session = session;
    this.devices = devices;
    this.provider = provider;
    this.targets = targets;
    this.frame = frame;
    this.signedOut = signedOut;
  }

  @CheckedTemplate(basePath = "identity")
  static class Templates {
    static native TemplateInstance signedOut(@Nullable String device);
  }

  /**
   * Ends the login. The device session stays, with what it holds, unless {@code device} is {@code
   * close}.
   */
  @POST
  @Path("sign-out")
  @PermitAll
  public Response signOut(@FormParam("device") @Nullable String device) {
    Response.ResponseBuilder answer = Response.seeOther(endLogin());
    if ("close".equals(device)) {
      visitor.device().map(DeviceSession::id).ifPresent(devices::close);
      answer.cookie(devices.forget());
    }
    return answer.build();
  }

  /**
   * What is closed now and what is not.
   *
   * @param state signed address at which whoever leaves a computer goes on
   */
  @GET
  @Path("signed-out")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  public Response signedOut(@QueryParam("state") @Nullable String state) {
    return Optional.ofNullable(state)
        .filter(signed -> targets.verify(signed).filter(at -> at.startsWith(LEAVING)).isPresent())
        .map(signed -> Response.seeOther(URI.create(LEFT + "?state=" + signed)).build())
        .orElseGet(
            () ->
                Response.ok(
                        Templates.signedOut(visitor.device().map(DeviceSession::label).orElse(null))
                            .render())
                    .build());
  }

  /** Clears the login's cookies; the address at which Keycloak ends its own session too. */
  private URI endLogin() {
    if (!visitor.isSignedIn()) {
      return URI.create(SIGNED_OUT);
    }
    visitor.reader().ifPresent(reader -> signedOut.fire(new SignedOut(reader.id(), device())));
    Optional<URI> end = provider.address(identity, URI.create(frame.url(SIGNED_OUT)), "");
    session.logout().await().indefinitely();
    return end.orElse(URI.create(SIGNED_OUT));
  }

  private @Nullable String device() {
    return visitor.device().map(DeviceSession::id).orElse(null);
  }
}

package org.carrel.desk.web;

import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Secrets;
import org.carrel.desk.web.Leaving.Stop;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.EndAtProvider;
import org.carrel.identity.SignedOut;
import org.carrel.identity.Visitor;
import org.carrel.tokens.OpenReadings;
import org.carrel.web.Frame;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * "Leave this computer": ends the browser's session with all that rests on it, the login here and
 * at Keycloak, and the sessions at document servers; makes the browser forget every cookie of ours.
 */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class LeavePage {
  private static final String SIGNED_OUT = "/signed-out";

  private final Visitor visitor;
  private final SecurityIdentity identity;
  private final OidcSession login;
  private final DeviceSessions devices;
  private final EndAtProvider provider;
  private final OpenReadings readings;
  private final Leaving leaving;
  private final Frame frame;
  private final Event<SignedOut> signedOut;

  LeavePage(
      Visitor visitor,
      SecurityIdentity identity,
      OidcSession login,
      DeviceSessions devices,
      EndAtProvider provider,
      OpenReadings readings,
      Leaving leaving,
      Frame frame,
      Event<SignedOut> signedOut) {
    this.visitor = visitor;
    this.identity = identity;
    this.login = login;
    this.devices = devices;
    this.provider = provider;
    this.readings = readings;
    this.leaving = leaving;
    this.frame = frame;
    this.signedOut = signedOut;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance leaving(String onwards);

    static native TemplateInstance left(boolean stillHere);
  }

  @POST
  @Path("leave")
  public Response leave(RoutingContext routing) {
    return forgetting(routing, Response.seeOther(end(null)));
  }

  /**
   * Where a document server sends a browser that was left there. It changes something only where
   * {@code sid} names the very session of this browser, which nobody else can know.
   *
   * @param client the document server
   * @param sid the session's name there
   */
  @GET
  @Path("leave")
  public Response leftElsewhere(
      @QueryParam("client") @Nullable String client,
      @QueryParam("sid") @Nullable String sid,
      RoutingContext routing) {
    Optional<DeviceSession> device = visitor.device();
    boolean named =
        client != null
            && sid != null
            && device.isPresent()
            && Secrets.same(readings.name(client, device.get().id()), sid);
    if (!named) {
      return Response.seeOther(URI.create(Leaving.END)).build();
    }
    // a page and not a redirect: a browser holds all redirects of a form to the form's own policy
    return forgetting(routing, Response.ok(Templates.leaving(end(client).toString()).render()));
  }

  /** On the way from document server to document server, and its end. */
  @GET
  @Path("left")
  public Response left(@QueryParam("state") @Nullable String state) {
    if (state != null) {
      return Response.seeOther(leaving.next(leaving.stops(state))).build();
    }
    boolean stillHere = visitor.device().isPresent() || visitor.isSignedIn();
    return Response.ok(Templates.left(stillHere).render()).build();
  }

  /** Ends everything here; where the browser goes on to end the rest. */
  private URI end(@Nullable String passed) {
    Optional<String> device = visitor.device().map(DeviceSession::id);
    List<Stop> stops = device.map(id -> leaving.stops(id, passed)).orElse(List.of());
    URI onwards = leaving.next(stops);
    if (visitor.isSignedIn()) {
      visitor
          .reader()
          .ifPresent(reader -> signedOut.fire(new SignedOut(reader.id(), device.orElse(null))));
      URI back = URI.create(frame.url(SIGNED_OUT));
      String state = leaving.state(stops);
      onwards = provider.address(identity, back, state).orElse(onwards);
      login.logout().await().indefinitely();
    }
    device.ifPresent(devices::close);
    return onwards;
  }

  private static Response forgetting(RoutingContext routing, Response.ResponseBuilder answer) {
    return answer.cookie(SharedComputer.forgetAll(routing).toArray(NewCookie[]::new)).build();
  }
}

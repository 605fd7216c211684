package org.carrel.identity.web;

import io.quarkus.oidc.OidcConfigurationMetadata;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.SignedOut;
import org.carrel.identity.Visitor;
import org.carrel.web.Frame;
import org.jspecify.annotations.Nullable;

/** The way out: of the account here and at Keycloak, and of this browser's passes if asked. */
@Path("/")
public class SignOutPage {
  private static final String SIGNED_OUT = "/signed-out";
  private static final String PROVIDER = "configuration-metadata";

  private final Visitor visitor;
  private final SecurityIdentity identity;
  private final OidcSession session;
  private final DeviceSessions devices;
  private final Frame frame;
  private final Event<SignedOut> signedOut;

  SignOutPage(
      Visitor visitor,
      SecurityIdentity identity,
      OidcSession session,
      DeviceSessions devices,
      Frame frame,
      Event<SignedOut> signedOut) {
    this.visitor = visitor;
    this.identity = identity;
    this.session = session;
    this.devices = devices;
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

  /** What is closed now and what is not. */
  @GET
  @Path("signed-out")
  @PermitAll
  @Produces(MediaType.TEXT_HTML)
  public String signedOut() {
    return Templates.signedOut(visitor.device().map(DeviceSession::label).orElse(null)).render();
  }

  /** Clears the login's cookies; the address at which Keycloak ends its own session too. */
  private URI endLogin() {
    if (!visitor.isSignedIn()) {
      return URI.create(SIGNED_OUT);
    }
    visitor.reader().ifPresent(reader -> signedOut.fire(new SignedOut(reader.id(), device())));
    Optional<URI> provider = providersEnd();
    session.logout().await().indefinitely();
    return provider.orElse(URI.create(SIGNED_OUT));
  }

  private @Nullable String device() {
    return visitor.device().map(DeviceSession::id).orElse(null);
  }

  private Optional<URI> providersEnd() {
    OidcConfigurationMetadata provider = identity.getAttribute(PROVIDER);
    return Optional.ofNullable(provider)
        .map(OidcConfigurationMetadata::getEndSessionUri)
        .map(
            end ->
                UriBuilder.fromUri(end)
                    .queryParam("id_token_hint", session.getIdToken().getRawToken())
                    .queryParam("post_logout_redirect_uri", frame.url(SIGNED_OUT))
                    .build());
  }
}

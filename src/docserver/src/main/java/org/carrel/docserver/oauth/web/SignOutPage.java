package org.carrel.docserver.oauth.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.carrel.docserver.DocserverConfig;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.docserver.oauth.Sessions;
import org.carrel.docserver.oauth.SignOut;
import org.carrel.docserver.web.Service;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * {@code Sign out here} and {@code Leave this computer}: only by a form of ours, in the browser
 * whose session it ends.
 */
@Path("/")
public class SignOutPage {
  @CheckedTemplate(basePath = "oauth")
  static class Templates {
    static native TemplateInstance signedout();

    static native TemplateInstance confirm(String formToken, boolean leave);
  }

  private final SignOut signOut;
  private final Sessions sessions;
  private final Service service;
  private final String origin;

  SignOutPage(SignOut signOut, Sessions sessions, Service service, DocserverConfig config) {
    this.signOut = signOut;
    this.sessions = sessions;
    this.service = service;
    URI base = config.baseUrl();
    String port = base.getPort() < 0 ? "" : ":" + base.getPort();
    this.origin = base.getScheme() + "://" + base.getHost() + port;
  }

  @POST
  @Path("/sign-out")
  public Response signOut(@RestForm @Nullable String form, @Context HttpHeaders headers) {
    ReadingSession session = sessions.of(headers.getCookies());
    if (session.grants().isEmpty()) {
      return Response.seeOther(URI.create("/signed-out")).cookie(sessions.cleared()).build();
    }
    if (!fromHere(headers) || !same(form, sessions.formToken(session))) {
      String page = Templates.confirm(sessions.formToken(session), false).render();
      return html(403, page);
    }
    signOut.of(session);
    return Response.seeOther(URI.create("/signed-out")).cookie(sessions.cleared()).build();
  }

  @GET
  @Path("/signed-out")
  public Response signedOut() {
    return html(200, Templates.signedout().render());
  }

  /**
   * "Leave this computer": ends the session here, and sends the browser on to leave the service.
   */
  @POST
  @Path("/leave")
  public Response leave(@RestForm @Nullable String form, @Context HttpHeaders headers) {
    ReadingSession session = sessions.of(headers.getCookies());
    String sid = session.browser().sid();
    if (sid.isEmpty()) {
      return Response.seeOther(service.left("")).cookie(sessions.cleared()).build();
    }
    if (!fromHere(headers) || !same(form, sessions.formToken(session))) {
      return html(403, Templates.confirm(sessions.formToken(session), true).render());
    }
    signOut.of(session);
    return Response.seeOther(service.leave(sid)).cookie(sessions.cleared()).build();
  }

  /**
   * Where the service sends a browser that was left there. Only who knows the session's name ends
   * it; the browser goes back to the service either way.
   *
   * @param sid name of the session
   * @param state of the service, sent back as it came
   */
  @GET
  @Path("/leave")
  public Response left(
      @RestQuery @Nullable String sid,
      @RestQuery @Nullable String state,
      @Context HttpHeaders headers) {
    ReadingSession session = sessions.of(headers.getCookies());
    String own = session.browser().sid();
    Response.ResponseBuilder answer = Response.seeOther(service.left(state == null ? "" : state));
    if (!own.isEmpty() && same(sid, own)) {
      signOut.of(session);
      answer.cookie(sessions.cleared());
    }
    return answer.build();
  }

  /** Browsers say where a form stood; what says nothing must know the form's token. */
  private boolean fromHere(HttpHeaders headers) {
    String site = headers.getHeaderString("Sec-Fetch-Site");
    String from = headers.getHeaderString("Origin");
    return (site == null || site.equals("same-origin")) && (from == null || from.equals(origin));
  }

  private static boolean same(@Nullable String given, String expected) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static Response html(int status, String page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page)
        .build();
  }
}

package org.carrel.docserver.oauth.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.carrel.docserver.oauth.CompleteLogin;
import org.carrel.docserver.oauth.CompleteLogin.Outcome;
import org.carrel.docserver.oauth.PendingLogins;
import org.carrel.docserver.oauth.Sessions;
import org.carrel.docserver.web.ClientAddresses;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where the service sends readers back with a code. */
@Path("/oauth/callback")
public class CallbackPage {
  @CheckedTemplate(basePath = "oauth")
  static class Templates {
    static native TemplateInstance refused(boolean foreign, @Nullable String again);
  }

  private final CompleteLogin login;
  private final PendingLogins pending;
  private final Sessions sessions;
  private final ClientAddresses addresses;

  CallbackPage(
      CompleteLogin login, PendingLogins pending, Sessions sessions, ClientAddresses addresses) {
    this.login = login;
    this.pending = pending;
    this.sessions = sessions;
    this.addresses = addresses;
  }

  @GET
  public Response back(
      @RestQuery @Nullable String state,
      @RestQuery @Nullable String code,
      @RestQuery @Nullable String iss,
      @Context HttpHeaders headers) {
    Outcome outcome =
        login.complete(
            new CompleteLogin.Returned(state, code, iss),
            headers.getCookies(),
            sessions.of(headers.getCookies()),
            addresses.now());
    if (outcome instanceof Outcome.Welcome welcome) {
      return Response.seeOther(URI.create(welcome.login().path()))
          .cookie(sessions.cookie(welcome.session()), pending.cleared(welcome.login()))
          .build();
    }
    if (outcome instanceof Outcome.Vain vain && !vain.outage()) {
      return Response.seeOther(URI.create(vain.login().path()))
          .cookie(sessions.cookie(vain.session()), pending.cleared(vain.login()))
          .build();
    }
    if (outcome instanceof Outcome.Vain vain) {
      return page(503, false, vain.login().path(), pending.cleared(vain.login()));
    }
    if (outcome instanceof Outcome.WrongIssuer wrong) {
      return page(400, true, wrong.login().path(), pending.cleared(wrong.login()));
    }
    return page(400, true, null);
  }

  private static Response page(
      int status, boolean foreign, @Nullable String again, NewCookie... cookies) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(Templates.refused(foreign, again).render())
        .cookie(cookies)
        .build();
  }
}

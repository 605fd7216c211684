package org.carrel.docserver.reading.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.carrel.docserver.oauth.AuthorizationService;
import org.carrel.docserver.oauth.PendingLogin;
import org.carrel.docserver.oauth.PendingLogins;

/** Sends a person to the service, to come back with a token for what was wanted. */
@ApplicationScoped
class RoundTrips {
  private final PendingLogins logins;
  private final AuthorizationService service;

  RoundTrips(PendingLogins logins, AuthorizationService service) {
    this.logins = logins;
    this.service = service;
  }

  Response begin(Want want, Map<String, Cookie> cookies) {
    PendingLogin login = logins.begin(want.handle(), want.page(), want.path());
    Response.ResponseBuilder answer = Response.seeOther(service.authorize(login));
    return answer.cookie(logins.cookies(login, cookies).toArray(NewCookie[]::new)).build();
  }
}

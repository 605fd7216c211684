package org.carrel.tokens.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.carrel.base.Secrets;
import org.carrel.tokens.KeyRing;

/** The public keys (RFC 7517). Kept for seconds only: a withdrawn key vanishes that fast. */
@Path("/oauth/jwks")
@PermitAll
public class JwksApi {
  private static final int SECONDS = 2;

  private final KeyRing keys;

  JwksApi(KeyRing keys) {
    this.keys = keys;
  }

  @GET
  public Response keys(RoutingContext routing) {
    String body = keys.published().toString(true);
    return Polled.answer(routing, body, Secrets.hash(body), "application/jwk-set+json", SECONDS);
  }
}

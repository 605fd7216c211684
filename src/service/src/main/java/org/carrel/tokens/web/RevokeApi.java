package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.carrel.tokens.Client;
import org.carrel.tokens.EndTokens;
import org.carrel.tokens.TokensConfig;

/** The revocation endpoint (RFC 7009). What is not known is answered like what is ended: 200. */
@Path("/oauth/revoke")
@PermitAll
public class RevokeApi {
  private final ClientLogin login;
  private final EndTokens tokens;
  private final URI endpoint;

  RevokeApi(ClientLogin login, EndTokens tokens, TokensConfig config) {
    this.login = login;
    this.tokens = tokens;
    this.endpoint = URI.create(config.baseUrl() + "/oauth/revoke");
  }

  @POST
  public Response revoke(RoutingContext routing, @Context HttpHeaders headers, String body) {
    Client client = login.require(routing);
    tokens.end(client, parse(headers, body).getToken().getValue());
    return Response.ok().header("Cache-Control", "no-store").build();
  }

  private TokenRevocationRequest parse(HttpHeaders headers, String body) {
    try {
      return TokenRevocationRequest.parse(OAuthMessages.post(endpoint, headers, body));
    } catch (OAuthFailure refused) {
      throw refused;
    } catch (ParseException | RuntimeException unreadable) {
      throw new OAuthFailure(OAuthMessages.error(unreadable));
    }
  }
}

package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.rar.AuthorizationDetail;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.minidev.json.JSONObject;
import org.carrel.tokens.Client;
import org.carrel.tokens.GiveTokens;
import org.carrel.tokens.TokenAnswer;
import org.carrel.tokens.TokensConfig;
import org.carrel.web.ClientAddresses;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 3.2): entitlement tokens for codes and refresh tokens. */
@Path("/oauth/token")
@PermitAll
public class TokenApi {
  private final ClientLogin login;
  private final GiveTokens tokens;
  private final URI endpoint;

  TokenApi(ClientLogin login, GiveTokens tokens, TokensConfig config) {
    this.login = login;
    this.tokens = tokens;
    this.endpoint = URI.create(config.baseUrl() + "/oauth/token");
  }

  @POST
  public Response token(RoutingContext routing, @Context HttpHeaders headers, String body) {
    Client client = login.require(routing);
    TokenRequest request = parse(headers, body);
    boolean otherResource =
        request.getResources() != null
            && !request.getResources().equals(List.of(URI.create(client.resource())));
    if (otherResource) {
      throw new OAuthFailure(OAuth2Error.INVALID_TARGET);
    }
    if (request.getScope() != null && !request.getScope().isEmpty()) {
      throw new OAuthFailure(OAuth2Error.INVALID_SCOPE);
    }
    return answer(give(client, request.getAuthorizationGrant(), address(client, request)));
  }

  /**
   * The reader's address, as the client sees it: an extension of ours (RFC 6749 8.2), {@code
   * client_address}, believed of clients that were given the scope {@code assert_address} when they
   * were registered, and of others no word. It is no parameter {@code scope}, which has no place
   * beside a code (4.1.3).
   */
  private static @Nullable InetAddress address(Client client, TokenRequest request) {
    List<String> stated = request.getCustomParameter("client_address");
    if (stated == null || stated.isEmpty() || !client.assertsAddress()) {
      return null;
    }
    return Optional.of(stated)
        .filter(values -> values.size() == 1)
        .flatMap(values -> ClientAddresses.parse(values.get(0)))
        .orElseThrow(
            () ->
                new OAuthFailure(
                    OAuth2Error.INVALID_REQUEST.setDescription(
                        "client_address is one IP address")));
  }

  private TokenAnswer give(Client client, AuthorizationGrant grant, @Nullable InetAddress address) {
    if (grant instanceof AuthorizationCodeGrant code) {
      URI redirect = code.getRedirectionURI();
      return tokens.forCode(
          client,
          code.getAuthorizationCode().getValue(),
          redirect == null ? null : redirect.toString(),
          code.getCodeVerifier(),
          address);
    }
    if (grant instanceof RefreshTokenGrant refresh) {
      return tokens.forRefreshToken(client, refresh.getRefreshToken().getValue(), address);
    }
    throw new OAuthFailure(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
  }

  private Response answer(TokenAnswer answer) {
    if (answer instanceof TokenAnswer.Refused refused) {
      throw new OAuthFailure(OAuth2Error.INVALID_GRANT.setDescription(refused.description()));
    }
    TokenAnswer.Issued issued = (TokenAnswer.Issued) answer;
    BearerAccessToken access =
        new BearerAccessToken(
            issued.accessToken(), issued.lifetime().toSeconds(), null, details(issued), null);
    return OAuthMessages.answer(
        new AccessTokenResponse(
                new Tokens(access, new RefreshToken(issued.refreshToken())), session(issued))
            .toHTTPResponse());
  }

  /** An extension of ours (RFC 6749 5.1 allows it): {@code "session": {"sid": …, "shared": …}}. */
  private static Map<String, Object> session(TokenAnswer.Issued issued) {
    return issued
        .session()
        .<Map<String, Object>>map(
            session -> Map.of("session", Map.of("sid", session.sid(), "shared", session.shared())))
        .orElse(Map.of());
  }

  private static List<AuthorizationDetail> details(TokenAnswer.Issued issued) {
    try {
      return List.of(AuthorizationDetail.parse(new JSONObject(issued.details())));
    } catch (ParseException e) {
      throw new IllegalStateException("our own detail is one", e);
    }
  }

  private TokenRequest parse(HttpHeaders headers, String body) {
    try {
      return TokenRequest.parse(OAuthMessages.post(endpoint, headers, body));
    } catch (OAuthFailure refused) {
      throw refused;
    } catch (ParseException | RuntimeException unreadable) {
      throw new OAuthFailure(OAuthMessages.error(unreadable));
    }
  }
}

package org.carrel.docserver.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.rar.Action;
import com.nimbusds.oauth2.sdk.rar.AuthorizationDetail;
import com.nimbusds.oauth2.sdk.rar.AuthorizationType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The service as an authorization server: where readers go, and where their tokens come from. */
@ApplicationScoped
public class AuthorizationService {
  private static final Logger LOG = Logger.getLogger(AuthorizationService.class);
  private static final Pattern REASON = Pattern.compile("^([A-Z][A-Z_]+)\\b");

  private final DocserverConfig config;
  private final URI redirect;

  AuthorizationService(DocserverConfig config) {
    this.config = config;
    this.redirect = URI.create(config.baseUrl() + "/oauth/callback");
  }

  /** The issuer, byte for byte. */
  public String issuer() {
    return config.serviceUrl().toString();
  }

  /** Where to send a reader who wants a document (RFC 9396, 8707, 7636). */
  public URI authorize(PendingLogin login) {
    AuthorizationDetail detail =
        new AuthorizationDetail.Builder(new AuthorizationType("carrel_docs"))
            .actions(List.of(new Action("read"), new Action("download")))
            .field("docs", List.of(login.handle()))
            .build();
    return new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(config.clientId()))
        .endpointURI(at("/oauth/authorize"))
        .redirectionURI(redirect)
        .state(new State(login.state()))
        .codeChallenge(new CodeVerifier(login.verifier()), CodeChallengeMethod.S256)
        .resource(URI.create(config.audience()))
        .authorizationDetails(List.of(detail))
        .customParameter("page", Integer.toString(login.page()))
        .build()
        .toURI();
  }

  Answer exchange(String code, PendingLogin login, Optional<InetAddress> client) {
    CodeVerifier verifier = new CodeVerifier(login.verifier());
    return ask(
        new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, verifier), "", client);
  }

  Answer refresh(String refreshToken, Optional<InetAddress> client) {
    return ask(new RefreshTokenGrant(new RefreshToken(refreshToken)), refreshToken, client);
  }

  /** Ends what a refresh token gives (RFC 7009). False where the service could not be asked. */
  boolean revoke(String refreshToken) {
    try {
      HTTPRequest request =
          new TokenRevocationRequest(
                  at("/oauth/revoke"), credentials(), new RefreshToken(refreshToken))
              .toHTTPRequest();
      return send(request).indicatesSuccess();
    } catch (IOException e) {
      LOG.warnf("revocation not delivered: %s", e.getMessage());
      return false;
    }
  }

  /** The reader's address goes along: in an institution's network it is the ground of access. */
  private Answer ask(
      AuthorizationGrant grant, String formerRefreshToken, Optional<InetAddress> client) {
    try {
      TokenRequest.Builder request =
          new TokenRequest.Builder(at("/oauth/token"), credentials(), grant)
              .resource(URI.create(config.audience()));
      client.ifPresent(
          address -> request.customParameter("client_address", address.getHostAddress()));
      HTTPResponse response = send(request.build().toHTTPRequest());
      if (response.getStatusCode() >= 500 || response.getStatusCode() == 429) {
        return new Answer.Unreachable("status " + response.getStatusCode());
      }
      return understood(TokenResponse.parse(response), formerRefreshToken);
    } catch (IOException | ParseException e) {
      LOG.warnf("no answer from the token endpoint: %s", e.getMessage());
      return new Answer.Unreachable(String.valueOf(e.getMessage()));
    }
  }

  private static Answer understood(TokenResponse response, String formerRefreshToken) {
    if (!response.indicatesSuccess()) {
      return refusal(response.toErrorResponse().getErrorObject());
    }
    Tokens tokens = response.toSuccessResponse().getTokens();
    RefreshToken fresh = tokens.getRefreshToken();
    String refresh = fresh == null ? formerRefreshToken : fresh.getValue();
    Object session = response.toSuccessResponse().getCustomParameters().get("session");
    return new Answer.Tokens(tokens.getAccessToken().getValue(), refresh, browser(session));
  }

  private static Optional<BrowserSession> browser(@Nullable Object session) {
    return session instanceof Map<?, ?> members && members.get("sid") instanceof String sid
        ? Optional.of(new BrowserSession(sid, Boolean.TRUE.equals(members.get("shared"))))
        : Optional.empty();
  }

  /** Only a refused grant is an answer about the reader; other errors are about us. */
  private static Answer refusal(ErrorObject error) {
    boolean aboutReader =
        OAuth2Error.INVALID_GRANT.getCode().equals(error.getCode())
            || OAuth2Error.ACCESS_DENIED.getCode().equals(error.getCode());
    if (!aboutReader) {
      LOG.errorf("the service does not take our requests: %s", error.getCode());
      return new Answer.Unreachable(String.valueOf(error.getCode()));
    }
    String description = error.getDescription() == null ? "" : error.getDescription();
    Matcher reason = REASON.matcher(description);
    return new Answer.Denied(reason.find() ? reason.group(1) : "NO_LICENSE");
  }

  private HTTPResponse send(HTTPRequest request) throws IOException {
    int millis = (int) config.callTimeout().toMillis();
    request.setConnectTimeout(millis);
    request.setReadTimeout(millis);
    request.setFollowRedirects(false);
    return request.send();
  }

  private ClientAuthentication credentials() {
    return new ClientSecretBasic(
        new ClientID(config.clientId()), new Secret(config.clientSecret()));
  }

  private URI at(String path) {
    return URI.create(config.serviceUrl() + path);
  }
}

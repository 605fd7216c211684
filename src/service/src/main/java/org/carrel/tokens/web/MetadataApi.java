package org.carrel.tokens.web;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.rar.AuthorizationType;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.carrel.tokens.TokensConfig;

/** What this authorization server offers (RFC 8414). */
@Path("/.well-known/oauth-authorization-server")
@PermitAll
public class MetadataApi {
  private final String json;

  MetadataApi(TokensConfig config) {
    String base = config.baseUrl();
    AuthorizationServerMetadata metadata = new AuthorizationServerMetadata(new Issuer(base));
    metadata.setAuthorizationEndpointURI(URI.create(base + "/oauth/authorize"));
    metadata.setTokenEndpointURI(URI.create(base + "/oauth/token"));
    metadata.setRevocationEndpointURI(URI.create(base + "/oauth/revoke"));
    metadata.setJWKSetURI(URI.create(base + "/oauth/jwks"));
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    List<ClientAuthenticationMethod> basic =
        List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    metadata.setTokenEndpointAuthMethods(basic);
    metadata.setRevocationEndpointAuthMethods(basic);
    metadata.setAuthorizationDetailsTypes(List.of(new AuthorizationType("carrel_docs")));
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    json = metadata.toJSONObject().toJSONString();
  }

  @GET
  public Response metadata() {
    return Response.ok(json, "application/json")
        .header("Cache-Control", "public, max-age=300")
        .build();
  }
}

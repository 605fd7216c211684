package org.carrel.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.base.Signatures;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logins at institutions, which a realm of its own at Keycloak leads to (OpenID Connect, code with
 * PKCE). They are not those of accounts: no token of that realm is taken anywhere else. Keycloak
 * keeps there who came, by the id that the institution gave, with the attributes that it sent; here
 * is kept what counts, for as long as it does.
 */
@ApplicationScoped
public class FederatedLogins {
  private static final Logger LOG = Logger.getLogger(FederatedLogins.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_KEY_BYTES = 100_000;
  private static final String SEPARATOR = "~";

  private final SignOnConfig config;
  private final Signatures signatures;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private @Nullable IDTokenValidator validator;

  FederatedLogins(SignOnConfig config, Signatures signatures) {
    this.config = config;
    this.signatures = signatures;
  }

  /**
   * A login that begins.
   *
   * @param kept what the browser keeps until it comes back, 128 random bits among it
   * @param at where it goes
   */
  public record Begun(String kept, URI at) {}

  /** Whether there is a realm for it. */
  public boolean isOffered() {
    return config.realm().isPresent();
  }

  /**
   * Begins a login. State, nonce and verifier are derived from what the browser keeps, so that an
   * answer counts in that browser only, and for that provider and target only.
   *
   * @param alias the provider, as Keycloak names it
   * @param target comes back with the login
   * @param back where the browser comes back to; must be registered at Keycloak
   */
  public Begun begin(String alias, String target, URI back) {
    String kept = String.join(SEPARATOR, Ids.random(), alias, encoded(target));
    URI at =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, new Scope("openid"), new ClientID(config.clientId()), back)
            .endpointURI(endpoint("auth"))
            .state(new State(derived("state", kept)))
            .nonce(nonce(kept))
            .codeChallenge(verifier(kept), CodeChallengeMethod.S256)
            .customParameter("kc_idp_hint", alias)
            .build()
            .toURI();
    return new Begun(kept, at);
  }

  /**
   * Completes a login.
   *
   * @param kept what the browser kept
   * @param state as it came back
   * @param code as it came back
   * @return nothing where the answer is not for this browser, or where Keycloak does not confirm it
   */
  public Optional<FederatedLogin> complete(String kept, String state, String code, URI back) {
    String[] parts = kept.split(SEPARATOR, -1);
    if (parts.length != 3 || !Secrets.same(derived("state", kept), state)) {
      return Optional.empty();
    }
    try {
      OIDCTokenResponse tokens = redeem(code, kept, back);
      IDTokenClaimsSet claims =
          validator().validate(tokens.getOIDCTokens().getIDToken(), nonce(kept));
      end(tokens.getOIDCTokens().getRefreshToken());
      if (!parts[1].equals(claims.getStringClaim("identity_provider"))) {
        LOG.warn("a login came by another provider than it was begun for");
        return Optional.empty();
      }
      return Optional.of(login(parts[1], decoded(parts[2]), claims));
    } catch (GeneralException | BadJOSEException | JOSEException e) {
      LOG.warnf("a login at an institution was not confirmed: %s", e.getClass().getSimpleName());
    } catch (IOException e) {
      LOG.warnf("Keycloak was not reached for a login at an institution: %s", e.getMessage());
    }
    return Optional.empty();
  }

  /** A pairwise id is the person; else who Keycloak took for the same before, if it could. */
  private FederatedLogin login(String alias, String target, IDTokenClaimsSet claims) {
    String pairwise = claims.getStringClaim("pairwise_id");
    String person =
        pairwise == null || pairwise.isBlank() ? "sub " + claims.getSubject().getValue() : pairwise;
    return new FederatedLogin(
        alias,
        target,
        signatures.sign("federated-person", alias + " " + person),
        values(claims, "eduperson_entitlement"),
        values(claims, "eduperson_scoped_affiliation"));
  }

  private static List<String> values(IDTokenClaimsSet claims, String name) {
    List<String> values = claims.getStringListClaim(name);
    String single = values == null ? claims.getStringClaim(name) : null;
    return values != null ? List.copyOf(values) : single == null ? List.of() : List.of(single);
  }

  private OIDCTokenResponse redeem(String code, String kept, URI back)
      throws IOException, GeneralException {
    HTTPRequest request =
        new TokenRequest.Builder(
                endpoint("token"),
                new ClientSecretBasic(new ClientID(config.clientId()), new Secret(secret())),
                new AuthorizationCodeGrant(new AuthorizationCode(code), back, verifier(kept)))
            .build()
            .toHTTPRequest();
    request.setConnectTimeout((int) PATIENCE.toMillis());
    request.setReadTimeout((int) PATIENCE.toMillis());
    TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
    if (!answer.indicatesSuccess()) {
      throw new GeneralException("refused", answer.toErrorResponse().getErrorObject());
    }
    return (OIDCTokenResponse) answer.toSuccessResponse();
  }

  /**
   * Ends the session at Keycloak, which is of no use any more: the next person at this browser
   * begins without it. Tried once; what stays ends by itself in a minute.
   */
  private void end(@Nullable RefreshToken session) {
    if (session == null) {
      return;
    }
    String form =
        "client_id=%s&client_secret=%s&refresh_token=%s"
            .formatted(url(config.clientId()), url(secret()), url(session.getValue()));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint("logout"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      LOG.debugf("a login at an institution was ended at Keycloak: %d", status);
    } catch (IOException e) {
      LOG.warn("a login at an institution was not ended at Keycloak");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized IDTokenValidator validator() throws IOException {
    IDTokenValidator known = validator;
    if (known == null) {
      int millis = (int) PATIENCE.toMillis();
      known =
          new IDTokenValidator(
              new Issuer(realm()),
              new ClientID(config.clientId()),
              JWSAlgorithm.RS256,
              endpoint("certs").toURL(),
              new DefaultResourceRetriever(millis, millis, MOST_KEY_BYTES));
      validator = known;
    }
    return known;
  }

  private URI endpoint(String name) {
    return URI.create(realm() + "/protocol/openid-connect/" + name);
  }

  private String realm() {
    return config.realm().orElseThrow(() -> new IllegalStateException("no realm for sign-on"));
  }

  private String secret() {
    return config.clientSecret().orElse("");
  }

  private Nonce nonce(String kept) {
    return new Nonce(derived("nonce", kept));
  }

  private CodeVerifier verifier(String kept) {
    return new CodeVerifier(derived("verifier", kept));
  }

  private String derived(String what, String kept) {
    return signatures.sign("federated-" + what, kept);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

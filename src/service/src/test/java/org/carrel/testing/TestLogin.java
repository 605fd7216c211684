package org.carrel.testing;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * Signs in each request that says who sends it, so that one test can be several people. What a
 * login at Keycloak looks like is the business of the stories.
 */
@Singleton
class TestLogin implements HttpAuthenticationMechanism {
  static final String HEADER = "Test-Login";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    return Uni.createFrom().item(identity(context.request().getHeader(HEADER)));
  }

  /**
   * An account by its name and, after a blank, its role; {@code unproven-…} has no proven address.
   */
  private static @Nullable SecurityIdentity identity(@Nullable String login) {
    if (login == null) {
      return null;
    }
    String[] words = login.split(" ");
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("https://login.example/realms/carrel");
    claims.setSubject(words[0]);
    claims.setClaim("upn", words[0]);
    claims.setClaim("email", words[0] + "@login.example");
    claims.setClaim("email_verified", !words[0].startsWith("unproven-"));
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new DefaultJWTCallerPrincipal(claims))
        .addRole(words.length > 1 ? words[1] : "reader")
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, null, null));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }
}

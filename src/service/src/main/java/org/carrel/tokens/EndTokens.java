package org.carrel.tokens;

import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.text.ParseException;
import java.util.Optional;
import org.carrel.identity.DeviceClosed;
import org.carrel.identity.HoldingEnded;
import org.carrel.identity.SignedOut;
import org.jspecify.annotations.Nullable;

/**
 * Ends a refresh token at the word of its client (RFC 7009), with whatever came of it. An access
 * token is named by its {@code jti}, 128 random bits that only its bearer knows, and ends the
 * refresh token from which it came; itself it lives on at verifiers until its {@code exp}, for they
 * ask about grants and not about single tokens.
 */
@ApplicationScoped
public class EndTokens {
  private final RefreshTokens refreshTokens;
  private final EntityManager entities;

  EndTokens(RefreshTokens refreshTokens, EntityManager entities) {
    this.refreshTokens = refreshTokens;
    this.entities = entities;
  }

  /** Ends {@code token} if it is one of {@code client}'s; what is unknown is ended already. */
  @Transactional
  public void end(Client client, String token) {
    refreshTokens
        .find(token)
        .filter(refresh -> refresh.clientId().equals(client.id()))
        .map(RefreshToken::id)
        .or(() -> refreshTokenOf(client, token))
        .ifPresent(id -> refreshTokens.end(id, "revoked_by_client"));
  }

  /** Ends what a reader's sign-in gave in the browser in which it ends. */
  @Transactional
  void signedOut(@Observes SignedOut event) {
    refreshTokens.endOfSignIn(event.readerId(), event.deviceSessionId(), "signed_out");
  }

  /** Ends what a browser's session gave when that ends. */
  @Transactional
  void closed(@Observes DeviceClosed event) {
    refreshTokens.endOfDevice(event.deviceSessionId(), "device_closed");
  }

  /** Ends what rests on a holding that was taken back, also where it is given again later. */
  @Transactional
  void takenBack(@Observes HoldingEnded event) {
    refreshTokens.endOfHolding(event.subject(), event.holder(), "taken_back");
  }

  private Optional<String> refreshTokenOf(Client client, String accessToken) {
    String jti = jti(accessToken);
    TokenIssue issue = jti == null ? null : entities.find(TokenIssue.class, jti);
    return Optional.ofNullable(issue)
        .filter(found -> found.clientId().equals(client.id()))
        .map(TokenIssue::refreshTokenId);
  }

  private static @Nullable String jti(String token) {
    try {
      String jti = SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
      return jti != null && jti.matches("[A-Za-z0-9_-]{22}") ? jti : null;
    } catch (ParseException | RuntimeException notOurs) {
      return null;
    }
  }
}

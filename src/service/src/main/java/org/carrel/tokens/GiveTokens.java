package org.carrel.tokens;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.carrel.access.DecideAccess;
import org.carrel.access.Decision;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Decision.Denied;
import org.carrel.access.Evidence;
import org.carrel.access.Reason;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.carrel.identity.DeviceSessions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives entitlement tokens for codes and refresh tokens. Each time the decision is made again, on
 * the grant's row as it is now; what is given is recorded in that transaction and signed after it.
 * A code is good once: whoever comes with it again ends what it gave (RFC 6749 4.1.2).
 */
@ApplicationScoped
public class GiveTokens {
  private static final Logger LOG = Logger.getLogger(GiveTokens.class);
  private static final String UNKNOWN = "The code or token is not known, over, or not yours.";

  private final DecideAccess access;
  private final TokenIssuer issuer;
  private final RefreshTokens refreshTokens;
  private final ReadingSessions sessions;
  private final DeviceSessions devices;
  private final OpenReadings readings;
  private final EntityManager entities;
  private final Clock clock;

  GiveTokens(
      DecideAccess access,
      TokenIssuer issuer,
      RefreshTokens refreshTokens,
      ReadingSessions sessions,
      DeviceSessions devices,
      OpenReadings readings,
      EntityManager entities,
      Clock clock) {
    this.access = access;
    this.issuer = issuer;
    this.refreshTokens = refreshTokens;
    this.sessions = sessions;
    this.devices = devices;
    this.readings = readings;
    this.entities = entities;
    this.clock = clock;
  }

  private sealed interface Outcome {
    record Recorded(UnsignedToken token, String refreshToken, Optional<TokenAnswer.Session> session)
        implements Outcome {}

    record No(String why) implements Outcome {}
  }

  /**
   * For a code.
   *
   * @param redirectUri as the client states it
   * @param verifier PKCE verifier, null where the client sent none
   * @param address of the reader, as a client states it that is believed; else null
   */
  public TokenAnswer forCode(
      Client client,
      String code,
      @Nullable String redirectUri,
      @Nullable CodeVerifier verifier,
      @Nullable InetAddress address) {
    return committed(() -> redeem(client, Secrets.hash(code), redirectUri, verifier, address));
  }

  /** For a refresh token, which stays good; {@code address} as for a code. */
  public TokenAnswer forRefreshToken(
      Client client, String refreshToken, @Nullable InetAddress address) {
    return committed(() -> renew(client, refreshToken, address));
  }

  private static TokenAnswer committed(Supplier<Outcome> work) {
    Outcome outcome = QuarkusTransaction.requiringNew().call(work::get);
    if (outcome instanceof Outcome.No no) {
      return new TokenAnswer.Refused(no.why());
    }
    Outcome.Recorded recorded = (Outcome.Recorded) outcome;
    UnsignedToken token = recorded.token();
    return new TokenAnswer.Issued(
        token.sign(),
        token.lifetime(),
        recorded.refreshToken(),
        token.details(),
        recorded.session());
  }

  private Outcome redeem(
      Client client,
      String hash,
      @Nullable String redirectUri,
      @Nullable CodeVerifier verifier,
      @Nullable InetAddress address) {
    AuthorizationCode code = entities.find(AuthorizationCode.class, hash);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (code == null) {
      return new Outcome.No(UNKNOWN);
    }
    if (code.isUsed()) {
      return replayed(code);
    }
    if (!code.clientId().equals(client.id())
        || !code.redirectUri().equals(redirectUri)
        || code.isOver(now)
        || !proves(verifier, code.challenge())) {
      return new Outcome.No(UNKNOWN);
    }
    if (!use(code, now)) {
      return replayed(code);
    }
    String secret = Ids.random();
    RefreshToken refresh = new RefreshToken(Secrets.hash(secret), code, now);
    return give(client, code.evidence().at(address), refresh, secret, code);
  }

  /** One caller wins; the others wait for it to commit and then find the code used. */
  private boolean use(AuthorizationCode code, Instant now) {
    return entities
            .createQuery(
                "update AuthorizationCode set usedAt = :now where hash = :hash and usedAt is null")
            .setParameter("now", now)
            .setParameter("hash", code.hash())
            .executeUpdate()
        == 1;
  }

  private Outcome replayed(AuthorizationCode code) {
    LOG.warnf("a code of %s on grant %s came twice", code.clientId(), code.grantId());
    refreshTokens.endOfCode(code.hash(), "code_used_twice");
    return new Outcome.No(UNKNOWN);
  }

  private Outcome renew(Client client, String secret, @Nullable InetAddress address) {
    RefreshToken refresh = refreshTokens.find(secret).orElse(null);
    if (refresh == null || refresh.isOver() || !refresh.clientId().equals(client.id())) {
      return new Outcome.No(UNKNOWN);
    }
    return give(client, refresh.evidence().at(address), refresh, secret, null);
  }

  private Outcome give(
      Client client,
      Evidence evidence,
      RefreshToken refresh,
      String secret,
      @Nullable AuthorizationCode code) {
    String device = refresh.deviceSessionId();
    if (device != null && !devices.seen(device)) {
      return new Outcome.No(UNKNOWN);
    }
    Decision decision = access.confirm(evidence, refresh.grantId());
    if (decision instanceof Denied denied) {
      LOG.infof("no token on grant %s: %s", refresh.grantId(), denied.reason());
      return no(denied.reason());
    }
    if (code != null) {
      if (code.isThroughInstitution()) {
        refresh.in(sessions.open());
      }
      entities.persist(refresh);
    }
    String codeHash = code == null ? null : code.hash();
    Optional<UnsignedToken> token = issuer.record(client, (Allowed) decision, refresh, codeHash);
    return token
        .<Outcome>map(unsigned -> new Outcome.Recorded(unsigned, secret, session(client, device)))
        .orElse(no(Reason.EXPIRED));
  }

  private Optional<TokenAnswer.Session> session(Client client, @Nullable String device) {
    return Optional.ofNullable(device)
        .flatMap(devices::find)
        .map(
            found ->
                new TokenAnswer.Session(readings.name(client.id(), found.id()), found.shared()));
  }

  private static Outcome no(Reason reason) {
    return new Outcome.No(reason + ": " + reason.sentence());
  }

  private static boolean proves(@Nullable CodeVerifier verifier, String challenge) {
    return verifier != null
        && Secrets.same(
            CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue(), challenge);
  }
}

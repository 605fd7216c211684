package org.carrel.docserver.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.carrel.docserver.DocserverConfig;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.Reason;
import org.carrel.verifier.Refused;
import org.carrel.verifier.Verification;
import org.carrel.verifier.VerifiedToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A reader comes back from the service with a code. The state must be one that this browser began
 * and did not use; the issuer must be ours (RFC 9207); the token must verify and cover the
 * document.
 */
@ApplicationScoped
public class CompleteLogin {
  private static final Logger LOG = Logger.getLogger(CompleteLogin.class);

  /** What the service put into the address; all of it may be missing or foreign. */
  public record Returned(@Nullable String state, @Nullable String code, @Nullable String issuer) {}

  /** How it went. */
  public sealed interface Outcome {
    /** The reader may read: keep the session, open the document. */
    record Welcome(PendingLogin login, ReadingSession session) implements Outcome {}

    /** The login was ours, yet gave nothing: keep the session, which remembers the attempt. */
    record Vain(PendingLogin login, ReadingSession session, boolean outage) implements Outcome {}

    /** This browser did not begin it, or used it already. */
    record Foreign() implements Outcome {}

    /** The answer is not from our service. */
    record WrongIssuer(PendingLogin login) implements Outcome {}
  }

  private final PendingLogins logins;
  private final AuthorizationService service;
  private final EntitlementVerifier verifier;
  private final Clock clock;
  private final String clientId;

  CompleteLogin(
      PendingLogins logins,
      AuthorizationService service,
      EntitlementVerifier verifier,
      Clock clock,
      DocserverConfig config) {
    this.logins = logins;
    this.service = service;
    this.verifier = verifier;
    this.clock = clock;
    this.clientId = config.clientId();
  }

  /**
   * Completes a login.
   *
   * @param session what the browser held before
   * @param client the reader's address, where it is known
   */
  public Outcome complete(
      Returned back,
      Map<String, Cookie> cookies,
      ReadingSession session,
      Optional<InetAddress> client) {
    Optional<PendingLogin> begun =
        back.state() == null ? Optional.empty() : logins.use(back.state(), cookies);
    if (begun.isEmpty()) {
      return new Outcome.Foreign();
    }
    PendingLogin login = begun.get();
    if (!service.issuer().equals(back.issuer())) {
      LOG.warn("a return without the issuer, or from another one, was refused");
      return new Outcome.WrongIssuer(login);
    }
    if (back.code() == null || back.code().isBlank()) {
      return vain(login, session, false);
    }
    Answer answer = service.exchange(back.code(), login, client);
    return answer instanceof Answer.Tokens tokens
        ? checked(tokens, login, session)
        : vain(login, session, answer instanceof Answer.Unreachable);
  }

  private Outcome checked(Answer.Tokens tokens, PendingLogin login, ReadingSession session) {
    Verification verification = verifier.verify(tokens.accessToken());
    if (verification instanceof Refused refused) {
      LOG.warnf("a new token was refused: %s", refused.reason());
      return vain(login, session, refused.reason().kind() == Reason.Kind.OUTAGE);
    }
    VerifiedToken token = (VerifiedToken) verification;
    if (!token.clientId().equals(clientId) || !token.covers(login.handle())) {
      return vain(login, session, false);
    }
    HeldGrant grant =
        new HeldGrant(tokens.accessToken(), tokens.refreshToken(), login.handle(), token.end());
    BrowserSession browser = tokens.browser().orElse(session.browser());
    return new Outcome.Welcome(login, session.withNew(grant).of(browser));
  }

  private Outcome vain(PendingLogin login, ReadingSession session, boolean outage) {
    return new Outcome.Vain(login, session.withVainTrip(login.handle(), clock.instant()), outage);
  }
}

package org.carrel.docserver.reading;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carrel.docserver.DocserverConfig;
import org.carrel.docserver.oauth.BrowserSession;
import org.carrel.docserver.oauth.HeldGrant;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.docserver.oauth.Renewal;
import org.carrel.docserver.oauth.Renewals;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.Reason;
import org.carrel.verifier.Refused;
import org.carrel.verifier.Verification;
import org.carrel.verifier.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session may use a document: some token of it verifies now and covers the document. A
 * token near its end is renewed; a refused renewal ends the grant at once, though an older token
 * might still verify; only a failed connection leaves a good token in use.
 */
@ApplicationScoped
public class DecideReading {
  /** A token is renewed this long before it expires, unless its grant ends there anyway. */
  private static final Duration EARLY = Duration.ofMinutes(1);

  /**
   * On a shared computer a token is renewed this long after it was issued: the service learns that
   * somebody is reading there, and a reader who left elsewhere has left here.
   */
  private static final Duration SHARED_PULSE = Duration.ofMinutes(1);

  private final EntitlementVerifier verifier;
  private final Renewals renewals;
  private final Clock clock;
  private final String clientId;

  DecideReading(
      EntitlementVerifier verifier, Renewals renewals, Clock clock, DocserverConfig config) {
    this.verifier = verifier;
    this.renewals = renewals;
    this.clock = clock;
    this.clientId = config.clientId();
  }

  /** Decides for one document; asks the service only where a token must be renewed. */
  public Access decide(ReadingSession session, String handle, Optional<InetAddress> client) {
    return decide(session, handle, client, Instant.MIN);
  }

  /**
   * Decides by a token that was issued at {@code earliest} or later, where the service answers:
   * what a token says of a limit is as old as the token.
   */
  public Access decide(
      ReadingSession session, String handle, Optional<InetAddress> client, Instant earliest) {
    Asked asked = new Asked(handle, client, earliest, session.isShared());
    ReadingSession now = session;
    Access.@Nullable Closed closed = null;
    for (HeldGrant grant : session.grants()) {
      Standing standing = standing(grant, asked);
      if (standing.token() != null && standing.token().covers(handle)) {
        HeldGrant held = standing.held().usedFor(handle);
        boolean changed = !held.equals(grant);
        ReadingSession renewed = changed ? now.withRenewed(held) : now;
        BrowserSession browser = standing.browser().orElse(now.browser());
        ReadingSession kept = browser.equals(now.browser()) ? renewed : renewed.of(browser);
        return new Access.Open(standing.token(), kept, kept != session);
      }
      if (standing.denial() != null && standing.denial() != Denial.OUTAGE) {
        now = now.without(grant);
      }
      if (standing.denial() != null && grant.handle().equals(handle)) {
        closed = new Access.Closed(standing.denial(), grant, now, now != session);
      }
    }
    return closed != null
        ? new Access.Closed(closed.denial(), closed.held(), now, now != session)
        : new Access.Unasked(now, now != session);
  }

  /** What is asked, in which session, from where. */
  private record Asked(
      String handle, Optional<InetAddress> client, Instant earliest, boolean shared) {
    boolean isOutside(VerifiedToken token) {
      return token.covers(handle) && !token.admits(client);
    }
  }

  /** A grant now: its verified token, or why there is none. */
  private record Standing(
      HeldGrant held,
      @Nullable VerifiedToken token,
      @Nullable Denial denial,
      Optional<BrowserSession> browser) {
    Standing(HeldGrant held, @Nullable VerifiedToken token, @Nullable Denial denial) {
      this(held, token, denial, Optional.empty());
    }

    Standing in(Optional<BrowserSession> now) {
      return new Standing(held, token, denial, now);
    }
  }

  private Standing standing(HeldGrant grant, Asked asked) {
    Optional<Renewal> known = renewals.known(grant);
    if (known.isPresent() && known.get() instanceof Renewal.Refused refused) {
      return new Standing(grant, null, Denial.of(refused.reason()));
    }
    HeldGrant latest =
        known.isPresent() && known.get() instanceof Renewal.Renewed renewed
            ? grant.renewed(renewed.accessToken(), grant.end())
            : grant;
    Verification verification = verifier.verify(latest.accessToken());
    if (verification instanceof VerifiedToken token) {
      HeldGrant held = latest.renewed(latest.accessToken(), token.end());
      Optional<BrowserSession> browser =
          known.isPresent() && known.get() instanceof Renewal.Renewed renewed
              ? renewed.browser()
              : Optional.empty();
      boolean old = token.issuedAt().isBefore(asked.earliest()) && token.covers(asked.handle());
      boolean outside = asked.isOutside(token);
      return old || outside || nearsItsEnd(token) || asked.shared() && isDue(token)
          ? renewed(held, asked, outside ? null : token, null)
          : own(held, token).in(browser);
    }
    Reason reason = ((Refused) verification).reason();
    return switch (reason.kind()) {
      case OVER -> renewed(latest, asked, null, reason);
      case TAKEN_BACK ->
          reason == Reason.SUSPENDED
              ? new Standing(latest, null, Denial.SUSPENDED)
              : renewed(
                  latest, asked, null, reason); // a shortened grant goes on with another token
      case OUTAGE -> new Standing(latest, null, Denial.OUTAGE);
      case BROKEN, NOT_FOR_HERE -> new Standing(latest, null, Denial.NO_LICENSE);
    };
  }

  private boolean nearsItsEnd(VerifiedToken token) {
    return token.expiresAt().isBefore(token.end())
        && !clock.instant().isBefore(token.expiresAt().minus(EARLY));
  }

  private boolean isDue(VerifiedToken token) {
    return !clock.instant().isBefore(token.issuedAt().plus(SHARED_PULSE));
  }

  /**
   * Renewed once, and once more where the token that is there by now was made for another address;
   * if the token that comes of it is for another network again, that was all.
   */
  private Standing renewed(
      HeldGrant held, Asked asked, @Nullable VerifiedToken stillGood, @Nullable Reason why) {
    Renewal renewal = renewals.renew(held, held.accessToken(), asked.client());
    if (renewal instanceof Renewal.Renewed other
        && verifier.verify(other.accessToken()) instanceof VerifiedToken token
        && asked.isOutside(token)) {
      renewal = renewals.renew(held, other.accessToken(), asked.client());
    }
    if (renewal instanceof Renewal.Refused refused) {
      return new Standing(held, null, Denial.of(refused.reason()));
    }
    if (renewal instanceof Renewal.Renewed fresh) {
      Verification verification = verifier.verify(fresh.accessToken());
      if (verification instanceof VerifiedToken token) {
        if (asked.isOutside(token)) {
          return new Standing(held, null, Denial.OUTSIDE_NETWORK);
        }
        return own(held.renewed(fresh.accessToken(), token.end()), token).in(fresh.browser());
      }
      Denial denial =
          ((Refused) verification).reason() == Reason.REVOKED ? Denial.REVOKED : Denial.OUTAGE;
      return new Standing(held, null, denial);
    }
    if (stillGood != null) {
      return own(held, stillGood);
    }
    if (why != null && why.kind() == Reason.Kind.TAKEN_BACK) {
      return new Standing(held, null, Denial.REVOKED);
    }
    boolean ended = why == Reason.ENDED || !clock.instant().isBefore(held.end());
    return new Standing(held, null, ended ? Denial.EXPIRED : Denial.OUTAGE);
  }

  /** A token issued to another client is not ours to honour. */
  private Standing own(HeldGrant held, VerifiedToken token) {
    return token.clientId().equals(clientId)
        ? new Standing(held, token, null)
        : new Standing(held, null, Denial.NO_LICENSE);
  }
}

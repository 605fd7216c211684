package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Grant;
import org.carrel.access.Grants;
import org.carrel.access.Remaining;
import org.carrel.access.Through;
import org.carrel.base.Ids;
import org.carrel.base.Signatures;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Makes entitlement tokens (RFC 9068): the claims are recorded in the transaction that holds the
 * grant's row, and signed once that has committed.
 */
@ApplicationScoped
class TokenIssuer {
  static final Duration LIFETIME = Duration.ofMinutes(60);
  static final Duration THROUGH_INSTITUTION = Duration.ofMinutes(15);
  static final String DETAIL_TYPE = "carrel_docs";
  private static final String PASS = "pass:";
  private static final String INSTITUTION = "institution:";
  private static final String SIGNED_ON = "signed-on";
  private static final int NAME_LENGTH = 22;
  private static final String TRIAL = "trial";

  private final EntityManager entities;
  private final Clock clock;
  private final Grants grants;
  private final Collections collections;
  private final StatusLists statuses;
  private final ReadingSessions sessions;
  private final KeyRing keys;
  private final Signatures signatures;
  private final String issuer;

  TokenIssuer(
      EntityManager entities,
      Clock clock,
      Grants grants,
      Collections collections,
      StatusLists statuses,
      ReadingSessions sessions,
      KeyRing keys,
      Signatures signatures,
      TokensConfig config) {
    this.entities = entities;
    this.clock = clock;
    this.grants = grants;
    this.collections = collections;
    this.statuses = statuses;
    this.sessions = sessions;
    this.keys = keys;
    this.signatures = signatures;
    this.issuer = config.baseUrl();
  }

  /**
   * Records the issue of a token.
   *
   * @param allowed the decision, confirmed in this transaction
   * @param refresh on whose ground
   * @param codeHash the code that is redeemed, null at a renewal
   * @return nothing where less than a second of the grant is left
   */
  @Transactional(Transactional.TxType.MANDATORY)
  Optional<UnsignedToken> record(
      Client client, Allowed allowed, RefreshToken refresh, @Nullable String codeHash) {
    Grant grant = grants.find(allowed.grantId()).orElseThrow();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = allowed.until().truncatedTo(ChronoUnit.SECONDS);
    Instant longest = now.plus(allowed.through().isPresent() ? THROUGH_INSTITUTION : LIFETIME);
    Instant expires = end.isBefore(longest) ? end : longest;
    if (!expires.isAfter(now)) {
      return Optional.empty();
    }
    SigningKey key = keys.signer(client.algorithm());
    Map<String, Object> details = details(grant, refresh.actions(), end, allowed.limits());
    String session = refresh.sessionId();
    if (session != null) {
      Through through = allowed.through().orElseThrow();
      details.put("inst", through.number());
      if (through.net() != null) {
        details.put("net", through.net());
      }
      details.put("ses", claim(sessions.entryOf(session, expires)));
    }
    StatusLists.Entry status = statuses.entryFor(grant, expires);
    String jti = Ids.random();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", subject(client, allowed));
    claims.put("aud", client.resource());
    claims.put("client_id", client.id());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", expires.getEpochSecond());
    claims.put("jti", jti);
    if (session != null) {
      claims.put("sid", session);
    }
    claims.put("authorization_details", List.of(details));
    claims.put("status", Map.of("status_list", claim(status)));
    UnsignedToken token = new UnsignedToken(jti, now, expires, details, claims, key);
    entities.persist(new TokenIssue(token, grant, refresh, codeHash));
    return Optional.of(token);
  }

  private static Map<String, Object> claim(StatusLists.Entry entry) {
    return Map.of("idx", entry.index(), "uri", entry.uri());
  }

  private Map<String, Object> details(Grant grant, Actions actions, Instant end, Remaining limits) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("type", DETAIL_TYPE);
    detail.put("actions", actions.names());
    detail.put("prod", products(grant));
    detail.put("end", end.getEpochSecond());
    if (grant.source().kind().equals(TRIAL)) {
      detail.put("trial", true);
    }
    Map<String, Object> left = new LinkedHashMap<>();
    if (limits.pages() != null) {
      left.put("pg", limits.pages());
    }
    if (limits.downloads() != null) {
      left.put("dl", limits.downloads());
    }
    if (!left.isEmpty()) {
      detail.put("lim", left);
    }
    return detail;
  }

  private List<Integer> products(Grant grant) {
    if (!grant.collections().isEmpty()) {
      return List.copyOf(grant.collections());
    }
    return collections.all().stream().map(Collection::number).sorted().toList();
  }

  /** The pass; or through which institution it is read, whoever owns the grant. */
  private String subject(Client client, Allowed allowed) {
    return allowed
        .through()
        .map(through -> subject(client, through))
        .orElseGet(() -> idOf(allowed.holder(), PASS));
  }

  /** The institution; or who signed in there, by a name that no two audiences share. */
  private String subject(Client client, Through through) {
    return through.person() == null
        ? idOf(through.holder(), INSTITUTION)
        : "u_"
            + signatures
                .sign(SIGNED_ON, client.resource() + " " + through.person())
                .substring(0, NAME_LENGTH);
  }

  private static String idOf(String holder, String kind) {
    if (!holder.startsWith(kind)) {
      throw new IllegalStateException("no token subject for this holder: " + holder);
    }
    return holder.substring(kind.length());
  }
}

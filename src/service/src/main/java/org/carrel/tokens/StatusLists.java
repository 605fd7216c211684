package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.carrel.access.Grant;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/**
 * Token status lists: one entry for each incarnation of a grant, at a random index of a list of the
 * ISO week in which the grant ended when its first token was issued. An extended grant keeps its
 * entry and its list lives on; a restored one gets another entry, and the old one stays invalid. A
 * reading session in an institution's network has an entry too, in a list of the day on which it
 * began ({@link ReadingSessions}).
 */
@ApplicationScoped
public class StatusLists {
  /** How long a signed list may be used at most. */
  static final Duration LIFETIME = Duration.ofMinutes(60);

  static final int ENTRIES = 1 << 20;

  private static final long TTL_SECONDS = 2;
  private static final Duration SIGN_AGAIN_AFTER = Duration.ofMinutes(1);
  private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();
  private static final Pattern ID =
      Pattern.compile("[0-9]{4}-(W[0-9]{2}|[0-9]{2}-[0-9]{2})-[0-9]{1,6}");

  /** So many misses in a row say that the list is three quarters full, or fuller. */
  static final int DRAWS = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final EntityManager entities;
  private final Clock clock;
  private final KeyRing keys;
  private final String prefix;
  private final Map<String, Cached> cache = new ConcurrentHashMap<>();

  StatusLists(EntityManager entities, Clock clock, KeyRing keys, TokensConfig config) {
    this.entities = entities;
    this.clock = clock;
    this.keys = keys;
    this.prefix = config.baseUrl() + "/status-lists/";
  }

  /** Where the status of a token stands. */
  public record Entry(String uri, int index) {}

  private record Cached(
      long checkedNanos, long changes, Instant signedAt, String kid, Signed list) {}

  /**
   * The entry of the grant's present incarnation, made at its first token. In the transaction that
   * records the token; the grant's row is held there.
   *
   * @param validUntil until when the token may name it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  Entry entryFor(Grant grant, Instant validUntil) {
    Tuple entry = find(grant).orElseGet(() -> draw(grant));
    return named(entry.get("list_id", String.class), entry.get("idx", Integer.class), validUntil);
  }

  /** An entry that a token names until then: its list lives as long. */
  Entry named(String list, int index, Instant validUntil) {
    entities
        .createNativeQuery(
            "update status_lists set lives_until = :until"
                + " where id = :id and lives_until < :until")
        .setParameter("until", validUntil)
        .setParameter("id", list)
        .executeUpdate();
    return new Entry(prefix + list, index);
  }

  private Optional<Tuple> find(Grant grant) {
    return rows(
            "select list_id, idx from status_entries where grant_id = ?1 and incarnation = ?2",
            grant.id(),
            grant.incarnation())
        .stream()
        .findFirst();
  }

  private Tuple draw(Grant grant) {
    Instant end = grant.window().map(Window::end).orElseThrow();
    String week = week(end);
    for (int number = newest(week); ; number++) {
      String list = open(week, number, endOfWeek(end));
      for (int i = 0; i < DRAWS; i++) {
        int added =
            entities
                .createNativeQuery(
                    "insert into status_entries (list_id, idx, grant_id, incarnation)"
                        + " values (?1, ?2, ?3, ?4) on conflict do nothing")
                .setParameter(1, list)
                .setParameter(2, index())
                .setParameter(3, grant.id())
                .setParameter(4, grant.incarnation())
                .executeUpdate();
        Optional<Tuple> drawn = added == 1 || i % 8 == 0 ? find(grant) : Optional.empty();
        if (drawn.isPresent()) {
          return drawn.get(); // ours, or that of somebody who issued for this grant just now
        }
      }
    }
  }

  /** A random index, which may be taken. */
  static int index() {
    return RANDOM.nextInt(ENTRIES);
  }

  /** The number of the newest list of a period, 1 where there is none yet. */
  int newest(String period) {
    return rows("select coalesce(max(number), 1) n from status_lists where period = ?1", period)
        .get(0)
        .get("n", Integer.class);
  }

  /** The list with this number, made where it is new, and its id. */
  String open(String period, int number, Instant livesUntil) {
    String id = period + "-" + number;
    entities
        .createNativeQuery(
            "insert into status_lists (id, period, number, lives_until) values (?1, ?2, ?3, ?4)"
                + " on conflict do nothing")
        .setParameter(1, id)
        .setParameter(2, period)
        .setParameter(3, number)
        .setParameter(4, livesUntil)
        .executeUpdate();
    return id;
  }

  /**
   * The list as it is now, signed; nothing where no token can name it (any more). A change in the
   * database shows within a second.
   */
  @Transactional
  public Optional<Signed> signed(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(cache.compute(id, this::fresh)).map(Cached::list);
  }

  private @Nullable Cached fresh(String id, @Nullable Cached known) {
    Instant now = clock.instant();
    boolean young = known != null && now.isBefore(known.signedAt().plus(SIGN_AGAIN_AFTER));
    if (young && System.nanoTime() - known.checkedNanos() < FRESH_NANOS) {
      return known;
    }
    long checked = System.nanoTime();
    List<Tuple> row =
        rows("select changes from status_lists where id = ?1 and lives_until > ?2", id, now);
    if (row.isEmpty()) {
      return null;
    }
    long changes = row.get(0).get("changes", Long.class);
    SigningKey key = keys.signer(Algorithm.ES256);
    boolean same = young && known.changes() == changes && known.kid().equals(key.kid());
    return same
        ? new Cached(checked, changes, known.signedAt(), known.kid(), known.list())
        : new Cached(checked, changes, now, key.kid(), sign(id, changes, key, now));
  }

  private Signed sign(String id, long changes, SigningKey key, Instant now) {
    long iat = now.getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", prefix + id);
    claims.put("iat", iat);
    claims.put("exp", iat + LIFETIME.toSeconds());
    claims.put("ttl", TTL_SECONDS);
    claims.put("status_list", StatusBits.of(ENTRIES, notValid(id)).claim());
    // replicas that say the same in the same minute say it under the same tag
    String tag = changes + "." + iat / SIGN_AGAIN_AFTER.toSeconds() + "." + key.kid();
    return new Signed(key.sign("statuslist+jwt", claims), tag);
  }

  /** Index to status of all that are not simply valid. */
  private Map<Integer, Integer> notValid(String id) {
    Map<Integer, Integer> statuses = new LinkedHashMap<>();
    rows(
            "select e.idx, g.state, e.incarnation < g.incarnation as past"
                + " from status_entries e join grants g on g.id = e.grant_id"
                + " where e.list_id = ?1"
                + " and (g.state in ('SUSPENDED', 'REVOKED') or g.incarnation > 1)"
                + " union all select idx, 'REVOKED', false from reading_sessions"
                + " where list_id = ?1 and ended_at is not null",
            id)
        .forEach(row -> statuses.put(row.get("idx", Integer.class), status(row)));
    return statuses;
  }

  private static int status(Tuple row) {
    String state = row.get("state", String.class);
    if (row.get("past", Boolean.class) || state.equals("REVOKED")) {
      return StatusBits.INVALID;
    }
    return state.equals("SUSPENDED") ? StatusBits.SUSPENDED : StatusBits.VALID;
  }

  @SuppressWarnings("unchecked")
  private List<Tuple> rows(String sql, Object... values) {
    var query = entities.createNativeQuery(sql, Tuple.class);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.getResultList();
  }

  private static String week(Instant end) {
    LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
    return "%04d-W%02d"
        .formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  private static Instant endOfWeek(Instant end) {
    return LocalDate.ofInstant(end, ZoneOffset.UTC)
        .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }
}

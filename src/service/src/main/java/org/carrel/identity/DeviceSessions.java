package org.carrel.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.base.Secrets;
import org.jboss.logging.Logger;

/** The device sessions, found by the secret in their cookie; only its hash is kept. */
@ApplicationScoped
public class DeviceSessions {
  /** Name of the cookie that carries the secret. */
  public static final String COOKIE = "__Host-carrel-device";

  private static final Logger LOG = Logger.getLogger(DeviceSessions.class);
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Duration COOKIE_AGE = Duration.ofDays(180);

  private final EntityManager entities;
  private final Event<DeviceClosed> closed;
  private final Clock clock;

  DeviceSessions(EntityManager entities, Event<DeviceClosed> closed, Clock clock) {
    this.entities = entities;
    this.closed = closed;
    this.clock = clock;
  }

  /**
   * A session and the secret that opens it.
   *
   * @param secret 22 characters, shown this once; goes into the cookie and nowhere else
   */
  public record Opened(DeviceSession session, String secret) {
    @Override
    public String toString() {
      return "Opened[" + session.id() + "]";
    }
  }

  /**
   * Opens a session for a browser that has none.
   *
   * @param label what a person recognizes the device by, see {@link DeviceLabel}
   * @param shared whether others use the computer too: then the session ends with the browser, or
   *     after 15 minutes in which nobody did anything
   */
  @Transactional
  public Opened open(String label, boolean shared) {
    String secret = Ids.random();
    DeviceSession session =
        new DeviceSession(Ids.of("d"), Secrets.hash(secret), label, shared, clock.instant());
    entities.persist(session);
    LOG.infof("device session %s opened", session.id());
    return new Opened(session, secret);
  }

  /**
   * Gives an open session a new secret; the old one opens nothing any more. Done at sign-in and at
   * redemption, so that a secret that somebody planted or saw before gains nothing by them. The
   * session keeps its id and what it holds.
   *
   * @throws IllegalStateException when the session is closed or was never there
   */
  @Transactional
  public Opened renew(String id) {
    return renew(id, false);
  }

  /** As {@link #renew(String)}; {@code share} makes it a session on a shared computer for good. */
  @Transactional
  public Opened renew(String id, boolean share) {
    return renewOpen(id, share)
        .orElseThrow(() -> new IllegalStateException("device session " + id + " is not open"));
  }

  /** As {@link #renew(String, boolean)}, but nothing where the session was closed meanwhile. */
  @Transactional
  public Optional<Opened> renewOpen(String id, boolean share) {
    DeviceSession session = entities.find(DeviceSession.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (session == null || session.closedAt().isPresent()) {
      return Optional.empty();
    }
    String secret = Ids.random();
    session.renew(Secrets.hash(secret), share, clock.instant());
    return Optional.of(new Opened(session, secret));
  }

  /** The open session that {@code cookie} opens; a cookie of any other shape opens none. */
  @Transactional
  public Optional<DeviceSession> bySecret(String cookie) {
    if (!SECRET.matcher(cookie).matches()) {
      return Optional.empty();
    }
    Optional<DeviceSession> found =
        entities
            .createQuery(
                "from DeviceSession d where d.secretHash = :hash and d.closedAt is null",
                DeviceSession.class)
            .setParameter("hash", Secrets.hash(cookie))
            .getResultStream()
            .findFirst();
    return found.filter(this::isSeen);
  }

  /** The session with this id, open or closed. */
  @Transactional
  public Optional<DeviceSession> find(String id) {
    return Optional.ofNullable(entities.find(DeviceSession.class, id));
  }

  /**
   * Something is done in the session's name elsewhere: a document server renews what it got there.
   *
   * @return whether the session is open; one that was idle for too long is closed now
   */
  @Transactional
  public boolean seen(String id) {
    return find(id)
        .filter(session -> session.closedAt().isEmpty())
        .filter(this::isSeen)
        .isPresent();
  }

  /** Whether the session is open, which asking does not prolong. */
  @Transactional
  boolean isOpen(String id) {
    return find(id)
        .filter(session -> session.closedAt().isEmpty())
        .filter(session -> !session.isIdle(clock.instant()))
        .isPresent();
  }

  /** Closes up to {@code most} sessions on shared computers in which nobody does anything. */
  @Transactional
  int closeIdle(int most) {
    List<String> idle =
        entities
            .createQuery(
                "select d.id from DeviceSession d where d.shared = true and d.closedAt is null"
                    + " and d.lastSeenAt <= :before order by d.lastSeenAt",
                String.class)
            .setParameter("before", clock.instant().minus(DeviceSession.SHARED_IDLE))
            .setMaxResults(most)
            .getResultList();
    idle.forEach(this::close);
    return idle.size();
  }

  /** Ends a session: its cookie opens nothing and its holdings count no more. */
  @Transactional
  public void close(String id) {
    DeviceSession session = entities.find(DeviceSession.class, id);
    if (session != null && session.closedAt().isEmpty()) {
      session.close(clock.instant());
      closed.fire(new DeviceClosed(id));
      LOG.infof("device session %s closed", id);
    }
  }

  /** The cookie that keeps the session in the browser. */
  public NewCookie cookie(Opened opened) {
    return cookie(
        opened.secret(),
        opened.session().shared() ? NewCookie.DEFAULT_MAX_AGE : (int) COOKIE_AGE.toSeconds());
  }

  /** The cookie that makes the browser forget its session. */
  public NewCookie forget() {
    return cookie("", 0);
  }

  private static NewCookie cookie(String value, int maxAge) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge(maxAge)
        .build();
  }

  private boolean isSeen(DeviceSession session) {
    Instant now = clock.instant();
    if (session.isIdle(now)) {
      close(session.id());
      return false;
    }
    if (session.seenLongBefore(now)) {
      entities
          .createQuery(
              "update DeviceSession d set d.lastSeenAt = :now where d.id = :id and d.lastSeenAt <"
                  + " :now")
          .setParameter("now", now)
          .setParameter("id", session.id())
          .executeUpdate();
    }
    return true;
  }
}

package org.carrel.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Who may use what: subjects and the holders that they may act for. A holder is a text that says
 * its kind, {@code pass:p_…}. What a browser may use is what its device session holds and what its
 * signed-in reader holds, side by side; signing in moves nothing from one to the other.
 */
@ApplicationScoped
public class Holdings {
  private static final List<String> NONE = List.of("");
  private static final String OPEN =
      "d.closedAt is null and (d.shared = false or d.lastSeenAt > :idle)";

  private final EntityManager entities;
  private final Event<HoldingEnded> ended;
  private final Clock clock;

  Holdings(EntityManager entities, Event<HoldingEnded> ended, Clock clock) {
    this.entities = entities;
    this.ended = ended;
    this.clock = clock;
  }

  /**
   * Lets {@code subject} use what {@code holder} has; given twice it is held once. What a device
   * held in a reader's name it then holds itself.
   */
  @Transactional
  public void give(Subject subject, String holder) {
    entities.flush(); // the device session may be new in this transaction
    String column = subject instanceof Subject.OfReader ? "reader_id" : "device_session_id";
    entities
        .createNativeQuery(
            "insert into holdings (id, %s, holder, since) values (:id, :subject, :holder, :now)"
                    .formatted(column)
                + " on conflict (%s, holder) do update set through_reader = null".formatted(column))
        .setParameter("id", Ids.of("h"))
        .setParameter("subject", or(readerId(subject)) + or(deviceId(subject)))
        .setParameter("holder", holder)
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  /**
   * Lets a device use what {@code holder} has, in the name of a reader who holds it; a device that
   * may use it anyway keeps that.
   */
  @Transactional
  public void giveThrough(String readerId, Subject.OfDevice device, String holder) {
    entities.flush(); // the device session may be new in this transaction
    entities
        .createNativeQuery(
            "insert into holdings (id, device_session_id, holder, since, through_reader)"
                + " values (:id, :device, :holder, :now, :reader) on conflict do nothing")
        .setParameter("id", Ids.of("h"))
        .setParameter("device", device.deviceSessionId())
        .setParameter("holder", holder)
        .setParameter("now", clock.instant())
        .setParameter("reader", readerId)
        .executeUpdate();
  }

  /**
   * Ends what {@link #give} began, and what devices hold in the name of that reader; nothing
   * happens where it never did.
   */
  @Transactional
  public void takeBack(Subject subject, String holder) {
    for (Subject device : through(subject, holder)) {
      takeBack(device, holder);
    }
    ended.fire(new HoldingEnded(subject, holder));
    entities
        .createQuery(
            "delete from Holding h where h.holder = :holder"
                + " and (h.readerId = :reader or h.deviceSessionId = :device)")
        .setParameter("holder", holder)
        .setParameter("reader", or(readerId(subject)))
        .setParameter("device", or(deviceId(subject)))
        .executeUpdate();
  }

  /** What a device holds only in the name of a reader ends when that reader signs out there. */
  @Transactional
  void signedOut(@Observes SignedOut event) {
    String device = event.deviceSessionId();
    if (device != null) {
      entities
          .createQuery(
              "select h.holder from Holding h where h.deviceSessionId = :device"
                  + " and h.throughReader = :reader",
              String.class)
          .setParameter("device", device)
          .setParameter("reader", event.readerId())
          .getResultList()
          .forEach(holder -> takeBack(new Subject.OfDevice(device), holder));
    }
  }

  private List<Subject> through(Subject subject, String holder) {
    return entities
        .createQuery(
            "select h.deviceSessionId from Holding h where h.holder = :holder"
                + " and h.throughReader = :reader",
            String.class)
        .setParameter("holder", holder)
        .setParameter("reader", or(readerId(subject)))
        .getResultStream()
        .<Subject>map(Subject.OfDevice::new)
        .toList();
  }

  /** Ends all that was given of {@code holder}, except to {@code these}. */
  @Transactional
  public void takeBackExcept(Collection<Subject> these, String holder) {
    List<String> readers = new ArrayList<>(NONE);
    List<String> devices = new ArrayList<>(NONE);
    for (Subject subject : these) {
      readers.add(or(readerId(subject)));
      devices.add(or(deviceId(subject)));
    }
    entities
        .createQuery(
            "delete from Holding h where h.holder = :holder"
                + " and (h.readerId is null or h.readerId not in :readers)"
                + " and (h.deviceSessionId is null or h.deviceSessionId not in :devices"
                + " or h.throughReader not in :readers)")
        .setParameter("holder", holder)
        .setParameter("readers", readers)
        .setParameter("devices", devices)
        .executeUpdate();
  }

  /** The holders that any of {@code subjects} may act for, each once; closed devices hold none. */
  @Transactional
  public List<String> of(Subject... subjects) {
    return of(List.of(subjects));
  }

  /** As {@link #of(Subject...)}. */
  @Transactional
  public List<String> of(Collection<Subject> subjects) {
    List<String> readers = new ArrayList<>(NONE);
    List<String> devices = new ArrayList<>(NONE);
    for (Subject subject : subjects) {
      readers.add(or(readerId(subject)));
      devices.add(or(deviceId(subject)));
    }
    return entities
        .createQuery(
            "select distinct h.holder from Holding h where h.readerId in :readers"
                + " or (h.deviceSessionId in :devices and exists (select 1 from DeviceSession d"
                + " where d.id = h.deviceSessionId and "
                + OPEN
                + ")) order by h.holder",
            String.class)
        .setParameter("idle", clock.instant().minus(DeviceSession.SHARED_IDLE))
        .setParameter("readers", readers)
        .setParameter("devices", devices)
        .getResultList();
  }

  /** The ids of the readers who hold {@code holder}, the first first. */
  @Transactional
  public List<String> readersOf(String holder) {
    return entities
        .createQuery(
            "select h.readerId from Holding h where h.holder = :holder and h.readerId is not null"
                + " order by h.since, h.readerId",
            String.class)
        .setParameter("holder", holder)
        .getResultList();
  }

  /** The open device sessions that may use {@code holder}, the oldest first. */
  @Transactional
  public List<DeviceSession> devicesOf(String holder) {
    return entities
        .createQuery(
            "select d from DeviceSession d, Holding h where h.deviceSessionId = d.id"
                + " and h.holder = :holder and "
                + OPEN
                + " order by d.createdAt, d.id",
            DeviceSession.class)
        .setParameter("idle", clock.instant().minus(DeviceSession.SHARED_IDLE))
        .setParameter("holder", holder)
        .getResultList();
  }

  private static @Nullable String readerId(Subject subject) {
    return subject instanceof Subject.OfReader reader ? reader.readerId() : null;
  }

  private static @Nullable String deviceId(Subject subject) {
    return subject instanceof Subject.OfDevice device ? device.deviceSessionId() : null;
  }

  private static String or(@Nullable String id) {
    return id == null ? "" : id;
  }
}

package org.carrel.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.carrel.base.Micros;
import org.carrel.notices.OutgoingMail.Kind;

/** The outbox: mails that are to be sent, and what became of those that were. */
@ApplicationScoped
public class Outbox {
  private static final int SKIP_LOCKED = -2;

  private final EntityManager entities;
  private final NoticesConfig config;
  private final Event<MailWritten> written;
  private final Clock clock;

  Outbox(EntityManager entities, NoticesConfig config, Event<MailWritten> written, Clock clock) {
    this.entities = entities;
    this.config = config;
    this.written = written;
    this.clock = clock;
  }

  /** A mail was written; heard once its transaction is committed. */
  record MailWritten(String id) {}

  /** The mails of an order, the oldest first. */
  @Transactional
  public List<OutgoingMail> ofOrder(String orderId) {
    return entities
        .createQuery(
            "from OutgoingMail m where m.aboutId = :order order by m.writtenAt", OutgoingMail.class)
        .setParameter("order", orderId)
        .getResultList();
  }

  /** Writes a mail; the database refuses a second one of its kind for one event. */
  @Transactional(TxType.MANDATORY)
  void write(Kind kind, String eventId, String aboutId, EmailAddress to, MailText text) {
    OutgoingMail mail =
        new OutgoingMail(
            kind, eventId, aboutId, to, text, config.baseUrl().getHost(), Micros.now(clock));
    entities.persist(mail);
    written.fire(new MailWritten(mail.id()));
  }

  /** Whether a mail of this kind was written for this event. */
  @Transactional(TxType.MANDATORY)
  boolean wrote(Kind kind, String eventId) {
    return entities
            .createQuery(
                "select count(m) from OutgoingMail m where m.kind = :kind and m.eventId = :event",
                Long.class)
            .setParameter("kind", kind)
            .setParameter("event", eventId)
            .getSingleResult()
        > 0;
  }

  /** Takes due mails under a lease; those that another process takes are left out. */
  @Transactional
  List<OutgoingMail> take(int most, Duration lease) {
    Instant now = Micros.now(clock);
    List<OutgoingMail> due =
        entities
            .createQuery(
                "from OutgoingMail m where m.state = :waiting and m.nextAt <= :now"
                    + " order by m.nextAt",
                OutgoingMail.class)
            .setParameter("waiting", OutgoingMail.State.WAITING)
            .setParameter("now", now)
            .setMaxResults(most)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
            .getResultList();
    due.forEach(mail -> mail.lease(now, lease));
    return due;
  }

  @Transactional
  void sent(String id) {
    locked(id).sent(Micros.now(clock));
  }

  @Transactional
  OutgoingMail failed(String id) {
    OutgoingMail mail = locked(id);
    mail.failed(Micros.now(clock));
    return mail;
  }

  private OutgoingMail locked(String id) {
    return entities.find(OutgoingMail.class, id, LockModeType.PESSIMISTIC_WRITE);
  }
}

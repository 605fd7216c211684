package org.carrel.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.carrel.base.Ids;
import org.carrel.base.Micros;

/**
 * The readings through institutions. Each has an entry in the status lists of the day (UTC) on
 * which it began, at a random index, so that one reader can leave while the others read on.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class ReadingSessions {
  private final EntityManager entities;
  private final StatusLists lists;
  private final Clock clock;

  ReadingSessions(EntityManager entities, StatusLists lists, Clock clock) {
    this.entities = entities;
    this.lists = lists;
    this.clock = clock;
  }

  /** Opens a session, and gives its id. */
  String open() {
    String id = Ids.random();
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Instant over = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (int number = lists.newest(day.toString()); ; number++) {
      String list = lists.open(day.toString(), number, over);
      for (int i = 0; i < StatusLists.DRAWS; i++) {
        if (draw(id, list) == 1) {
          return id;
        }
      }
    }
  }

  private int draw(String id, String list) {
    return entities
        .createNativeQuery(
            "insert into reading_sessions (id, list_id, idx, opened_at)"
                + " values (?1, ?2, ?3, ?4) on conflict do nothing")
        .setParameter(1, id)
        .setParameter(2, list)
        .setParameter(3, StatusLists.index())
        .setParameter(4, Micros.now(clock))
        .executeUpdate();
  }

  /** The entry of a session, for a token that names it until then. */
  StatusLists.Entry entryOf(String id, Instant validUntil) {
    ReadingSession session = entities.find(ReadingSession.class, id);
    return lists.named(session.listId(), session.index(), validUntil);
  }
}

package org.carrel.usage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import org.hibernate.Session;

/** Keeps usage events. */
@ApplicationScoped
public class UsageEvents {
  private final EntityManager entities;

  UsageEvents(EntityManager entities) {
    this.entities = entities;
  }

  /** Keeps these, all or none of them; one that is known already is left as it is. */
  @Transactional
  public void keep(List<UsageEvent> events) {
    // in one order everywhere, so that two senders do not wait for each other
    List<UsageEvent> sorted = events.stream().sorted(Comparator.comparing(UsageEvent::id)).toList();
    entities.unwrap(Session.class).doWork(connection -> insert(connection, sorted));
  }

  private static void insert(java.sql.Connection connection, List<UsageEvent> events)
      throws java.sql.SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into usage_events (id, at, kind, item, grant_id, holder, session_hash)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      for (UsageEvent event : events) {
        statement.setString(1, event.id());
        statement.setTimestamp(2, Timestamp.from(event.at()));
        statement.setString(3, event.kind().name());
        statement.setString(4, event.item());
        statement.setString(5, event.grantId());
        statement.setString(6, event.holder());
        statement.setString(7, event.sessionHash());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}

package org.carrel.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reading in an institution's network: one browser at one document server, and nobody's name. */
@Entity
@Table(name = "reading_sessions")
class ReadingSession {
  @Id private String id;

  @Column(name = "list_id")
  private String listId;

  private int idx;

  @Column(name = "opened_at")
  private Instant openedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @SuppressWarnings("NullAway.Init")
  protected ReadingSession() {} // for Hibernate

  String listId() {
    return listId;
  }

  int index() {
    return idx;
  }
}

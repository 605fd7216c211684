package org.carrel.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That one reader or one device session may use what a holder has been granted; a device session
 * perhaps in the name of a reader who holds it, and only as long as that reader does.
 */
@Entity
@Table(name = "holdings")
class Holding {
  @Id private String id;

  @Column(name = "reader_id")
  private @Nullable String readerId;

  @Column(name = "device_session_id")
  private @Nullable String deviceSessionId;

  @Column(name = "through_reader")
  private @Nullable String throughReader;

  private String holder;
  private Instant since;

  protected Holding() {}
}

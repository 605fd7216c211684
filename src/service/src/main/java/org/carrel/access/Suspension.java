package org.carrel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One reason for which a grant is, or was, suspended. */
@Entity
@Table(name = "suspensions")
class Suspension {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "grant_id")
  private String grantId;

  private String reason;
  private Instant since;

  @Column(name = "lifted_at")
  private @Nullable Instant liftedAt;

  @SuppressWarnings("NullAway.Init")
  protected Suspension() {} // for Hibernate

  Suspension(String grantId, String reason, Instant since) {
    this.grantId = grantId;
    this.reason = reason;
    this.since = since;
  }

  void lift(Instant when) {
    liftedAt = when;
  }

  String reason() {
    return reason;
  }
}

package org.carrel.desk;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that a member of staff did to an order, and why. */
@Entity
@Table(name = "staff_acts")
public class StaffAct {
  /** The longest reason that is kept, in characters. */
  public static final int REASON_LENGTH = 500;

  /** What can be done by hand. */
  public enum Kind {
    REFUND,
    REVOKE,
    RESEND
  }

  @Id private String id;

  @Column(name = "order_id")
  private String orderId;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String reason;

  @Column(name = "by_id")
  private String byId;

  private Instant at;
  private @Nullable String outcome;

  protected StaffAct() {}

  StaffAct(String id, String orderId, Kind kind, String reason, String byId, Instant at) {
    this.id = id;
    this.orderId = orderId;
    this.kind = kind;
    this.reason = reason;
    this.byId = byId;
    this.at = at;
  }

  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  /** Empty only where none was asked for. */
  public String reason() {
    return reason;
  }

  /** The reader's id of the member of staff. */
  public String byId() {
    return byId;
  }

  public Instant at() {
    return at;
  }

  /** What came of it; empty where the program stopped before it was known. */
  public Optional<String> outcome() {
    return Optional.ofNullable(outcome);
  }

  void cameTo(String what) {
    outcome = what;
  }
}

package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** What a paid order gave, once and for ever; how it stands follows the order's money. */
@Entity
@Table(name = "yields")
public class Yield {
  /** What can be given. */
  public enum Kind {
    /** A pass of its own. */
    PASS,
    /** More time on a pass that ran. */
    SLICE
  }

  /** Whether its money is held. */
  enum Standing {
    PAID,
    /** Not decided: a dispute, a warning, a check. */
    QUESTIONED,
    /** It went back. */
    GONE
  }

  @Id
  @Column(name = "order_id")
  private String orderId;

  @Column(name = "pass_id")
  private String passId;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  @Enumerated(EnumType.STRING)
  private Standing standing;

  @Column(name = "given_at")
  private Instant givenAt;

  @Version private long version;

  protected Yield() {}

  Yield(Order order, String passId, Kind kind, Instant now) {
    this.orderId = order.id();
    this.passId = passId;
    this.kind = kind;
    this.standing = Standing.PAID;
    this.givenAt = now;
  }

  public String orderId() {
    return orderId;
  }

  public String passId() {
    return passId;
  }

  public Kind kind() {
    return kind;
  }

  Standing standing() {
    return standing;
  }

  void stand(Standing now) {
    standing = now;
  }
}

package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A buyer's word that they withdraw from the contract of an unused pass, and when we received it.
 * Its id is unguessable: who knows it may see how it stands, and nothing of the buyer.
 */
@Entity
@Table(name = "withdrawals")
public class Withdrawal {
  @Id private String id;

  @Column(name = "order_id")
  private String orderId;

  @Column(name = "pass_id")
  private String passId;

  @Column(name = "received_at")
  private Instant receivedAt;

  private @Nullable String zone;

  @Column(name = "failed_at")
  private @Nullable Instant failedAt;

  protected Withdrawal() {}

  Withdrawal(Pass pass, Instant now, Optional<ZoneId> zone) {
    this.id = Ids.of("w");
    this.orderId = pass.orderId();
    this.passId = pass.id();
    this.receivedAt = now;
    this.zone = zone.map(ZoneId::getId).orElse(null);
  }

  public String id() {
    return id;
  }

  public String orderId() {
    return orderId;
  }

  public String passId() {
    return passId;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  /** The zone that the browser told. */
  public Optional<ZoneId> zone() {
    return Optional.ofNullable(zone).map(ZoneId::of);
  }

  /** When it turned out that the money could not be sent back, so that the pass came back. */
  public Optional<Instant> failedAt() {
    return Optional.ofNullable(failedAt);
  }

  void fail(Instant now) {
    failedAt = failedAt == null ? now : failedAt;
  }
}

package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refund of an order as it was first seen, and when it was seen to have failed. */
@Entity
@Table(name = "order_refunds")
class OrderRefund {
  @Id private String id;

  @Column(name = "order_id")
  private String orderId;

  private long amount;

  @Column(name = "noted_at")
  private Instant notedAt;

  @Column(name = "failed_at")
  private @Nullable Instant failedAt;

  protected OrderRefund() {}

  OrderRefund(String id, String orderId, long amount, Instant notedAt) {
    this.id = id;
    this.orderId = orderId;
    this.amount = amount;
    this.notedAt = notedAt;
  }

  long amount() {
    return amount;
  }

  boolean failed() {
    return failedAt != null;
  }

  void fail(Instant now) {
    failedAt = now;
  }
}

package org.carrel.payments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to move money or to ask for it: its key and exact parameters stand here before the
 * call is made.
 */
@Entity
@Table(name = "payment_attempts")
public class PaymentAttempt {
  /** What is attempted. */
  public enum Kind {
    CHECKOUT,
    REFUND,
    /** The processor's customer for an institution. */
    CUSTOMER,
    /** The draft of an invoice, then its lines, then that it goes out. */
    INVOICE,
    INVOICE_LINES,
    INVOICE_FINAL,
    /** That an invoice is settled with us: paid elsewhere or taken back. */
    INVOICE_CLOSED
  }

  /** What came of it. */
  public enum State {
    /** Not made yet, or made with an unclear result. */
    OPEN,
    DONE,
    /** The processor refused: nothing happened and nothing will. */
    REFUSED,
    /** The processor was asked later and has nothing of it. */
    NONE
  }

  @Id private String id;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  @Column(name = "order_id")
  private String orderId;

  @Column(name = "idempotency_key")
  private String idempotencyKey;

  private String parameters;

  @Enumerated(EnumType.STRING)
  private State state;

  @Column(name = "object_id")
  private @Nullable String objectId;

  private @Nullable String problem;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  protected PaymentAttempt() {}

  PaymentAttempt(Kind kind, String orderId, String parameters, Instant now) {
    this.id = Ids.of("y");
    this.kind = kind;
    this.orderId = orderId;
    this.idempotencyKey = "carrel-" + Ids.random();
    this.parameters = parameters;
    this.state = State.OPEN;
    this.createdAt = now;
  }

  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  /** What it is for: an order, the invoice of an agreement, or an institution. */
  public String orderId() {
    return orderId;
  }

  public String idempotencyKey() {
    return idempotencyKey;
  }

  /** As they were and will be sent, letter by letter. */
  public String parameters() {
    return parameters;
  }

  public State state() {
    return state;
  }

  /** The processor's id of what the attempt made. */
  public Optional<String> objectId() {
    return Optional.ofNullable(objectId);
  }

  /** Why it was refused. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> settledAt() {
    return Optional.ofNullable(settledAt);
  }

  void settle(State outcome, @Nullable String object, @Nullable String why, Instant now) {
    if (state == State.OPEN) {
      state = outcome;
      objectId = object;
      problem = why;
      settledAt = now;
    }
  }
}

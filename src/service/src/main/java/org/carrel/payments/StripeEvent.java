package org.carrel.payments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event of the processor, kept as pointers: what it was about, not what it said. */
@Entity
@Table(name = "stripe_events")
class StripeEvent {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  enum State {
    WAITING,
    DONE,
    /** Of a type that means nothing here, of the other mode, or about nothing of ours. */
    IGNORED
  }

  @Id private String id;
  private String type;

  @Column(name = "object_type")
  private String objectType;

  @Column(name = "object_id")
  private @Nullable String objectId;

  @Column(name = "session_id")
  private @Nullable String sessionId;

  @Column(name = "payment_intent_id")
  private @Nullable String paymentIntentId;

  @Column(name = "order_id")
  private @Nullable String orderId;

  private boolean livemode;

  @Column(name = "received_at")
  private Instant receivedAt;

  @Enumerated(EnumType.STRING)
  private State state;

  private int attempts;

  @Column(name = "next_at")
  private Instant nextAt;

  private @Nullable String problem;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  protected StripeEvent() {}

  String id() {
    return id;
  }

  String type() {
    return type;
  }

  State state() {
    return state;
  }

  int attempts() {
    return attempts;
  }

  /** The order that the event itself names. */
  Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  Optional<String> sessionId() {
    return Optional.ofNullable(sessionId);
  }

  Optional<String> paymentIntentId() {
    return Optional.ofNullable(paymentIntentId);
  }

  /** Takes the event for one worker; if that worker dies, another takes it after the lease. */
  void lease(Instant now, Duration lease) {
    attempts++;
    nextAt = now.plus(lease);
  }

  void settle(State outcome, Instant now) {
    if (state == State.WAITING) {
      state = outcome;
      settledAt = now;
      problem = null;
    }
  }

  /** Puts the event off, for twice as long each time. */
  void postpone(String why, Instant now) {
    if (state == State.WAITING) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 16));
      nextAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
      problem = why;
    }
  }
}

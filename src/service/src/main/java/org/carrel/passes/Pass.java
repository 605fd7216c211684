package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/** What a reader bought. Its state moves only through {@link PassEvent#TABLE}. */
@Entity
@Table(name = "passes")
public class Pass {
  /** Why a pass was taken back: only money that came back revives it. */
  enum Revocation {
    MONEY,
    STAFF,
    /** The buyer withdrew before using it. */
    WITHDRAWN
  }

  @Id private String id;

  @Column(name = "order_id")
  private String orderId;

  @Enumerated(EnumType.STRING)
  private PassState state;

  @Column(name = "plan_code")
  private String planCode;

  @Column(name = "plan_version")
  private int planVersion;

  @Column(name = "grant_id")
  private String grantId;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "activate_by")
  private Instant activateBy;

  @Column(name = "starts_at")
  private @Nullable Instant startsAt;

  @Column(name = "ends_at")
  private @Nullable Instant endsAt;

  @Column(name = "ran_micros")
  private long ranMicros;

  @Column(name = "runs_since")
  private @Nullable Instant runsSince;

  @Column(name = "warn_at")
  private @Nullable Instant warnAt;

  @Column(name = "refund_at")
  private @Nullable Instant refundAt;

  @Embedded private @Nullable Consent consent;

  @Column(name = "handed_to")
  private @Nullable String handedTo;

  @Enumerated(EnumType.STRING)
  @Column(name = "revoked_for")
  private @Nullable Revocation revokedFor;

  @Version private long version;

  protected Pass() {}

  Pass(String id, Order order, String grantId, Duration activateWithin, Instant now) {
    this.id = id;
    this.orderId = order.id();
    this.state = PassEvent.TABLE.first();
    this.planCode = order.planCode();
    this.planVersion = order.planVersion();
    this.grantId = grantId;
    this.issuedAt = now;
    this.activateBy = now.plus(activateWithin);
    this.consent = order.secondOf().isPresent() ? null : order.consent().orElse(null);
  }

  static String newId() {
    return Ids.of("p");
  }

  public String id() {
    return id;
  }

  public String orderId() {
    return orderId;
  }

  /** As it is written; {@link #stateAt} is ahead of it for the seconds until a sweep. */
  public PassState state() {
    return state;
  }

  /** What is true at {@code now}: at its very end a pass has ended, swept or not. */
  public PassState stateAt(Instant now) {
    if (state == PassState.ACTIVE && endsAt != null && !now.isBefore(endsAt)) {
      return PassState.ENDED;
    }
    return state == PassState.READY && !now.isBefore(activateBy) ? PassState.LAPSED : state;
  }

  public String planCode() {
    return planCode;
  }

  public int planVersion() {
    return planVersion;
  }

  public String grantId() {
    return grantId;
  }

  /** The name under which grants and holdings know it: {@code pass:p_…}. */
  public String holder() {
    return holder(id);
  }

  /** The holder of a pass with this id. */
  public static String holder(String passId) {
    return "pass:" + passId;
  }

  public Instant issuedAt() {
    return issuedAt;
  }

  /** From this instant on it can no longer be started. */
  public Instant activateBy() {
    return activateBy;
  }

  /** When it runs; fixed when it is started. */
  public Optional<Window> window() {
    return startsAt == null || endsAt == null
        ? Optional.empty()
        : Optional.of(new Window(startsAt, endsAt));
  }

  public Optional<Consent> consent() {
    return Optional.ofNullable(consent);
  }

  /** The device session that the buyer's own browser got for it. */
  Optional<String> handedTo() {
    return Optional.ofNullable(handedTo);
  }

  void handTo(String deviceSessionId) {
    handedTo = deviceSessionId;
  }

  void start(Window window, @Nullable Consent given) {
    state = PassEvent.TABLE.move(state, PassEvent.START);
    startsAt = window.start();
    endsAt = window.end();
    runsSince = window.start();
    consent = consent == null ? given : consent;
  }

  void move(PassEvent event) {
    state = PassEvent.TABLE.move(state, event);
  }

  void revoke(Revocation why, Instant now) {
    ranMicros = micros(ran(now));
    runsSince = null;
    move(PassEvent.REVOKE);
    revokedFor = why;
  }

  /** Another reason takes the place of the first; the pass is and stays revoked. */
  void keepRevokedFor(Revocation why) {
    if (state != PassState.REVOKED) {
      throw new IllegalStateException("pass " + id + " is not revoked");
    }
    revokedFor = why;
  }

  /**
   * Puts the mail that its end comes near, or that of the days to start it, where {@code terms} say
   * for the end that is true now.
   */
  void warn(PlanTerms terms) {
    warnAt =
        endsAt == null
            ? terms.remindBefore().map(activateBy::minus).orElse(null)
            : terms.warnBefore().map(endsAt::minus).orElse(null);
  }

  void warned() {
    warnAt = null;
  }

  /** From {@code when} on its money is to go back, because it lapsed; null where that is done. */
  void refundAt(@Nullable Instant when) {
    refundAt = when;
  }

  /** How long it ran so far; while it is suspended, the clock runs on. */
  Duration ran(Instant now) {
    Duration before = Duration.of(ranMicros, ChronoUnit.MICROS);
    if (runsSince == null || endsAt == null) {
      return before;
    }
    Instant until = now.isBefore(endsAt) ? now : endsAt;
    return before.plus(Duration.between(runsSince, until));
  }

  /**
   * Moves the end of a started pass so that it runs for {@code paid} in all. What ran already stays
   * given; what is left follows without a gap, or from now on where the pass was over.
   */
  void fit(Duration paid, Instant now) {
    if (startsAt == null || endsAt == null) {
      return;
    }
    Duration ran = ran(now);
    Duration left = paid.minus(ran);
    if (left.isNegative() || left.isZero()) {
      Instant soonest = startsAt.plus(1, ChronoUnit.MICROS);
      Instant over = now.isBefore(soonest) ? soonest : now;
      endsAt = endsAt.isBefore(over) ? endsAt : over;
    } else {
      if (runsSince == null || !now.isBefore(endsAt)) {
        ranMicros = micros(ran);
        runsSince = now;
      }
      endsAt = runsSince.plus(paid).minus(ranMicros, ChronoUnit.MICROS);
    }
  }

  private static long micros(Duration length) {
    return TimeUnit.MICROSECONDS.convert(length);
  }

  boolean isRevokedFor(Revocation why) {
    return state == PassState.REVOKED && revokedFor == why;
  }

  /** Whether the buyer withdrew from its contract. */
  public boolean isWithdrawn() {
    return isRevokedFor(Revocation.WITHDRAWN);
  }

  /** Goes where the clock puts it, paid as it is; null where it is there already. */
  @Nullable PassEvent follow(Instant now) {
    if (state == PassState.SUSPENDED || state == PassState.REVOKED) {
      return comeBack(now);
    }
    if (state == PassState.ENDED && endsAt != null && now.isBefore(endsAt)) {
      move(PassEvent.LENGTHEN);
      return PassEvent.LENGTHEN;
    }
    return null;
  }

  /** Comes back from a suspension or a revocation to where the clock puts it. */
  PassEvent comeBack(Instant now) {
    PassEvent event =
        endsAt == null
            ? now.isBefore(activateBy) ? PassEvent.RETURN_READY : PassEvent.RETURN_LAPSED
            : now.isBefore(endsAt) ? PassEvent.RETURN_ACTIVE : PassEvent.RETURN_ENDED;
    move(event);
    revokedFor = null;
    return event;
  }
}

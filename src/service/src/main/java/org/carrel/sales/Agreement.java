package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.sales.prices.Term;
import org.jspecify.annotations.Nullable;

/**
 * What an institution signed by accepting a version of a quote. Its state moves only through {@link
 * AgreementEvent#TABLE}; {@link TurnAgreements} turns it on its days.
 */
@Entity
@Table(name = "agreements")
public class Agreement {
  @Id private String id;
  private String reference;

  @Column(name = "version_id")
  private String versionId;

  @Column(name = "institution_id")
  private String institutionId;

  @Column(name = "predecessor_id")
  private @Nullable String predecessorId;

  private String zone;

  @Column(name = "first_day")
  private LocalDate firstDay;

  @Column(name = "last_day")
  private LocalDate lastDay;

  @Column(name = "starts_at")
  private Instant startsAt;

  @Column(name = "ends_at")
  private Instant endsAt;

  @Enumerated(EnumType.STRING)
  private AgreementState state;

  @Column(name = "signed_at")
  private Instant signedAt;

  @Column(name = "begun_at")
  private @Nullable Instant begunAt;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  private @Nullable String reason;

  @Column(name = "look_at")
  private @Nullable Instant lookAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Agreement() {} // for Hibernate

  /**
   * An agreement just signed.
   *
   * @param institutionId who signed
   * @param renews the agreement that it renews, if any
   */
  Agreement(QuoteVersion accepted, String institutionId, @Nullable String renews, Instant now) {
    id = Ids.of("ag");
    reference = Ids.reference("A");
    versionId = accepted.id();
    this.institutionId = institutionId;
    predecessorId = renews;
    zone = accepted.content().zone();
    firstDay = accepted.content().offer().term().first();
    lastDay = accepted.content().offer().term().last();
    Window window = accepted.content().offer().term().in(ZoneId.of(zone));
    startsAt = window.start();
    endsAt = window.end();
    state = AgreementEvent.TABLE.first();
    signedAt = now;
    lookAt = now;
  }

  public String id() {
    return id;
  }

  /** What people read out: {@code A-7K2M-94QX}. */
  public String reference() {
    return reference;
  }

  /** The version of the quote that was accepted. */
  public String versionId() {
    return versionId;
  }

  public String institutionId() {
    return institutionId;
  }

  /** The agreement that it renews. */
  public Optional<String> predecessorId() {
    return Optional.ofNullable(predecessorId);
  }

  /** The zone in which its days begin and end. */
  public ZoneId zone() {
    return ZoneId.of(zone);
  }

  public Term term() {
    return new Term(firstDay, lastDay);
  }

  /** From the first instant of its first day to the first instant after its last one. */
  public Window window() {
    return new Window(startsAt, endsAt);
  }

  public AgreementState state() {
    return state;
  }

  public Instant signedAt() {
    return signedAt;
  }

  /** When it came into force. */
  public Optional<Instant> begunAt() {
    return Optional.ofNullable(begunAt);
  }

  /** When it was over for good. */
  public Optional<Instant> settledAt() {
    return Optional.ofNullable(settledAt);
  }

  /** Why it was terminated. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Counts its changes: who acts on it says what they saw. */
  public long version() {
    return version;
  }

  /** The first instant of the day so many days after its last one. */
  Instant daysAfterItsLast(int days) {
    return lastDay.plusDays(days + 1L).atStartOfDay(zone()).toInstant();
  }

  void move(AgreementEvent event, Instant now) {
    state = AgreementEvent.TABLE.move(state, event);
    begunAt = event == AgreementEvent.BEGIN ? now : begunAt;
    settledAt = state.isOver() ? now : null;
  }

  void terminate(String why, Instant now) {
    move(AgreementEvent.TERMINATE, now);
    reason = why;
  }

  void lookAgain(@Nullable Instant when) {
    lookAt = when;
  }
}

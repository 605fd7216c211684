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
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/**
 * Access without payment for a time, as a request asked for it. Its state moves only through {@link
 * TrialEvent#TABLE}.
 */
@Entity
@Table(name = "trials")
public class Trial {
  @Id private String id;

  @Column(name = "request_id")
  private String requestId;

  @Enumerated(EnumType.STRING)
  private TrialState state;

  private int[] collections;

  @Column(name = "asked_at")
  private Instant askedAt;

  @Column(name = "why_person")
  private @Nullable String whyPerson;

  @Column(name = "institution_id")
  private @Nullable String institutionId;

  @Column(name = "decided_at")
  private @Nullable Instant decidedAt;

  @Column(name = "decided_by")
  private @Nullable String decidedBy;

  private @Nullable String note;

  @Column(name = "first_day")
  private @Nullable LocalDate firstDay;

  @Column(name = "last_day")
  private @Nullable LocalDate lastDay;

  private @Nullable String zone;

  @Column(name = "starts_at")
  private @Nullable Instant startsAt;

  @Column(name = "ends_at")
  private @Nullable Instant endsAt;

  @Column(name = "grant_id")
  private @Nullable String grantId;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  private @Nullable Integer reminded;

  @Column(name = "quote_request_id")
  private @Nullable String quoteRequestId;

  @Version private long version;

  protected Trial() {}

  Trial(Request request, Instant now) {
    id = Ids.of("t");
    requestId = request.id();
    state = TrialEvent.TABLE.first();
    collections = numbers(request.collections());
    askedAt = now;
  }

  public String id() {
    return id;
  }

  /** The request that asks for it. */
  public String requestId() {
    return requestId;
  }

  /** As it is written; {@link #stateAt} is ahead of it for the seconds until a sweep. */
  public TrialState state() {
    return state;
  }

  /** What is true at {@code now}: access stops at the very end. */
  public TrialState stateAt(Instant now) {
    boolean over = state == TrialState.RUNNING && !now.isBefore(window().orElseThrow().end());
    return over ? TrialState.ENDED : state;
  }

  /**
   * Numbers of collections: those that are asked for, then those that are given. Empty is "please
   * advise" before the decision, and the whole library after it.
   */
  public Set<Integer> collections() {
    return new TreeSet<>(Arrays.stream(collections).boxed().toList());
  }

  public Instant askedAt() {
    return askedAt;
  }

  /** Why it did not begin by itself; for staff. */
  public Optional<String> whyPerson() {
    return Optional.ofNullable(whyPerson);
  }

  /** Whose trial it is, once that is decided. */
  public Optional<String> institutionId() {
    return Optional.ofNullable(institutionId);
  }

  public Optional<Instant> decidedAt() {
    return Optional.ofNullable(decidedAt);
  }

  /** The reader's id of the member of staff who decided; empty where the rules did. */
  public Optional<String> decidedBy() {
    return Optional.ofNullable(decidedBy);
  }

  /** What who asked is told besides: what staff changed, why it is declined or stopped. */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /** Its days, once it is approved. */
  public Optional<TrialDays> days() {
    return firstDay == null || lastDay == null || zone == null
        ? Optional.empty()
        : Optional.of(new TrialDays(firstDay, lastDay, ZoneId.of(zone)));
  }

  /** The same as instants. */
  public Optional<Window> window() {
    return startsAt == null || endsAt == null
        ? Optional.empty()
        : Optional.of(new Window(startsAt, endsAt));
  }

  /** What its people read by, once it began. */
  public Optional<String> grantId() {
    return Optional.ofNullable(grantId);
  }

  /** When it came to its end, of whatever kind. */
  public Optional<Instant> settledAt() {
    return Optional.ofNullable(settledAt);
  }

  /** The request of a quote that was made after it. */
  public Optional<String> quoteRequestId() {
    return Optional.ofNullable(quoteRequestId);
  }

  /** Changes with every change, so that an act can say what it looked at. */
  public long version() {
    return version;
  }

  void quoteAskedBy(String request) {
    quoteRequestId = request;
  }

  void needsPerson(String why) {
    whyPerson = why;
  }

  /** Allows it; {@code by} is null where the rules do. */
  void approve(Approval approval, TrialDays days, @Nullable String by, Instant now) {
    move(TrialEvent.APPROVE);
    institutionId = approval.institutionId();
    collections = numbers(approval.collections());
    note = approval.note().isEmpty() ? null : approval.note();
    decide(by, now);
    last(days);
  }

  /**
   * What is allowed.
   *
   * @param collections numbers; empty for the whole library
   * @param note for who asked; may be empty
   */
  record Approval(String institutionId, Set<Integer> collections, String note) {}

  void decline(String reason, String by, Instant now) {
    move(TrialEvent.DECLINE);
    note = reason;
    decide(by, now);
    settledAt = now;
  }

  void start(String grant, @Nullable Integer toldOf) {
    move(TrialEvent.START);
    grantId = grant;
    reminded = toldOf;
  }

  void extend(TrialDays days, @Nullable Integer toldOf) {
    move(TrialEvent.EXTEND);
    last(days);
    settledAt = null;
    reminded = toldOf;
  }

  void stop(String reason, Instant now) {
    note = reason;
    end(TrialEvent.STOP, now);
  }

  void end(TrialEvent how, Instant now) {
    move(how);
    settledAt = now;
  }

  /** Of this end nobody is told so many days before it, or more, again. */
  void remind(int daysBefore) {
    reminded = daysBefore;
  }

  /** Whether who asked is still to be told of this end, so many days before it. */
  boolean isToRemind(int daysBefore, Instant now) {
    return state == TrialState.RUNNING
        && now.isBefore(window().orElseThrow().end())
        && (reminded == null || reminded > daysBefore);
  }

  private void decide(@Nullable String by, Instant now) {
    decidedBy = by;
    decidedAt = now;
  }

  private void last(TrialDays days) {
    firstDay = days.first();
    lastDay = days.last();
    zone = days.zone().getId();
    startsAt = days.window().start();
    endsAt = days.window().end();
  }

  private void move(TrialEvent event) {
    state = TrialEvent.TABLE.move(state, event);
  }

  private static int[] numbers(Set<Integer> collections) {
    return collections.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}

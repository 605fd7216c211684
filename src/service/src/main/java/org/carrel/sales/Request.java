package org.carrel.sales;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.institutions.Country;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;
import org.carrel.institutions.RorId;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A request of an organization for a quote, a trial or both. Its state moves only through {@link
 * RequestEvent#TABLE}.
 */
@Entity
@Table(name = "requests")
public class Request {
  @Id private String id;
  private String reference;

  @Enumerated(EnumType.STRING)
  private RequestState state;

  @Enumerated(EnumType.STRING)
  private RequestKind kind;

  private String organization;

  @JdbcTypeCode(SqlTypes.CHAR)
  private String country;

  @Enumerated(EnumType.STRING)
  private InstitutionType type;

  @Enumerated(EnumType.STRING)
  private FteBand size;

  private @Nullable String domain;

  @Column(name = "ror_id")
  private @Nullable String rorId;

  private String consortium;
  private @Nullable Integer seats;
  private String name;
  private String role;
  private String email;
  private String message;

  @Column(name = "item_handle")
  private @Nullable String itemHandle;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "request_collections", joinColumns = @JoinColumn(name = "request_id"))
  @Column(name = "collection")
  private Set<Integer> collections = new TreeSet<>();

  @Column(name = "asked_at")
  private Instant askedAt;

  @Column(name = "confirm_by")
  private Instant confirmBy;

  @Column(name = "confirmed_at")
  private @Nullable Instant confirmedAt;

  @Column(name = "due_at")
  private @Nullable Instant dueAt;

  @Column(name = "taken_at")
  private @Nullable Instant takenAt;

  @Column(name = "owner_id")
  private @Nullable String ownerId;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  private @Nullable String answer;

  @Column(name = "institution_id")
  private @Nullable String institutionId;

  @Version private long version;

  protected Request() {}

  Request(Wanted wanted, Instant now, Instant confirmBy) {
    Organization who = wanted.organization();
    id = Ids.of("q");
    reference = Ids.reference("R");
    state = RequestEvent.TABLE.first();
    kind = wanted.kind();
    organization = who.name();
    country = who.country().code();
    type = who.type();
    size = who.size();
    domain = who.domain() == null ? null : who.domain().value();
    rorId = who.ror() == null ? null : who.ror().value();
    consortium = who.consortium();
    seats = wanted.seats();
    name = wanted.asker().name();
    role = wanted.asker().role();
    email = wanted.asker().email().value();
    message = wanted.message();
    itemHandle = wanted.itemHandle();
    collections.addAll(wanted.collections());
    askedAt = now;
    this.confirmBy = confirmBy;
  }

  public String id() {
    return id;
  }

  /** What people quote: {@code R-7K2M-94QX}. */
  public String reference() {
    return reference;
  }

  /** As it is written; {@link #stateAt} is ahead of it for the minutes until a sweep. */
  public RequestState state() {
    return state;
  }

  /** What is true at {@code now}: at the very end of its days nobody can confirm it. */
  public RequestState stateAt(Instant now) {
    boolean over = state == RequestState.UNCONFIRMED && !now.isBefore(confirmBy);
    return over ? RequestState.EXPIRED : state;
  }

  public RequestKind kind() {
    return kind;
  }

  /** Who asks, as its people described it. */
  public Organization organization() {
    return new Organization(
        organization,
        new Country(country),
        type,
        size,
        domain == null ? null : new DomainName(domain),
        rorId == null ? null : new RorId(rorId),
        consortium);
  }

  /** The person who asks. */
  public Asker asker() {
    return new Asker(name, role, new EmailAddress(email));
  }

  public Optional<Integer> seats() {
    return Optional.ofNullable(seats);
  }

  public String message() {
    return message;
  }

  public Optional<String> itemHandle() {
    return Optional.ofNullable(itemHandle);
  }

  /** Numbers of the collections that are asked for. */
  public Set<Integer> collections() {
    return Set.copyOf(collections);
  }

  public Instant askedAt() {
    return askedAt;
  }

  /** From this instant on it can no longer be confirmed. */
  public Instant confirmBy() {
    return confirmBy;
  }

  public Optional<Instant> confirmedAt() {
    return Optional.ofNullable(confirmedAt);
  }

  /** By when it is to be answered. */
  public Optional<Instant> dueAt() {
    return Optional.ofNullable(dueAt);
  }

  public Optional<Instant> takenAt() {
    return Optional.ofNullable(takenAt);
  }

  /** The reader's id of the member of staff who works on it, or did. */
  public Optional<String> ownerId() {
    return Optional.ofNullable(ownerId);
  }

  /** When it came to its end. */
  public Optional<Instant> settledAt() {
    return Optional.ofNullable(settledAt);
  }

  /** What its people are told: the answer, or why it is declined. */
  public Optional<String> answer() {
    return Optional.ofNullable(answer);
  }

  /** The institution that it comes from, once staff know it. */
  public Optional<String> institutionId() {
    return Optional.ofNullable(institutionId);
  }

  void confirm(Instant now, Instant due) {
    move(RequestEvent.CONFIRM);
    confirmedAt = now;
    dueAt = due;
  }

  void take(String staffId, Instant now) {
    move(RequestEvent.TAKE);
    own(staffId, now);
  }

  /** Ends it with what its people are told. */
  void settle(RequestEvent how, String text, String staffId, Instant now) {
    move(how);
    own(staffId, takenAt == null ? now : takenAt);
    answer = text;
    settledAt = now;
  }

  /** Answers it by the rules: whoever works on it, if anybody, stays its owner. */
  void answerByRule(String text, Instant now) {
    move(RequestEvent.ANSWER);
    answer = text;
    settledAt = now;
  }

  /** Ends it without a word. */
  void end(RequestEvent how, Instant now) {
    move(how);
    settledAt = now;
  }

  void comesFrom(String institution) {
    institutionId = institution;
  }

  private void own(String staffId, Instant since) {
    ownerId = staffId;
    takenAt = since;
  }

  private void move(RequestEvent event) {
    state = RequestEvent.TABLE.move(state, event);
  }
}

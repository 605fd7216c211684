package org.carrel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.carrel.access.GrantState.Event;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;

/** Holder × collections × half-open window × limits × source. {@link Grants} changes it. */
@Entity
@Table(name = "grants")
public class Grant {
  @Id private String id;
  private String holder;

  @Column(name = "source_kind")
  private String sourceKind;

  @Column(name = "source_id")
  private String sourceId;

  private int[] collections;

  @Column(name = "starts_at")
  private @Nullable Instant startsAt;

  @Column(name = "ends_at")
  private @Nullable Instant endsAt;

  @Column(name = "page_limit")
  private @Nullable Integer pageLimit;

  @Column(name = "download_limit")
  private @Nullable Integer downloadLimit;

  @Column(name = "also_admits")
  private String[] alsoAdmits = {};

  @Enumerated(EnumType.STRING)
  private GrantState state;

  @Column(name = "revoked_reason")
  private @Nullable String revokedReason;

  private int incarnation = 1;

  @Column(name = "created_at")
  private Instant createdAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Grant() {} // for Hibernate

  Grant(NewGrant made, Instant now) {
    id = made.id();
    holder = made.holder();
    sourceKind = made.source().kind();
    sourceId = made.source().id();
    collections = made.collections().stream().mapToInt(Integer::intValue).sorted().toArray();
    pageLimit = made.limits().pages();
    downloadLimit = made.limits().downloads();
    state = GrantState.WAITING;
    createdAt = now;
  }

  void start(Window window) {
    state = state.follow(Event.START, GrantState.RUNNING);
    startsAt = window.start().truncatedTo(ChronoUnit.MICROS);
    endsAt = window.end().truncatedTo(ChronoUnit.MICROS);
  }

  void move(Instant newEnd) {
    Window window =
        window().orElseThrow(() -> new IllegalStateException(id + " has no window to move"));
    state = state.follow(Event.MOVE, state);
    endsAt = new Window(window.start(), newEnd.truncatedTo(ChronoUnit.MICROS)).end();
  }

  void limit(Limits limits) {
    pageLimit = limits.pages();
    downloadLimit = limits.downloads();
  }

  void admit(Set<Affiliation> affiliations) {
    alsoAdmits = affiliations.stream().map(Affiliation::word).sorted().toArray(String[]::new);
  }

  void suspend() {
    state = state.follow(Event.SUSPEND, isRevoked() ? state : GrantState.SUSPENDED);
  }

  void resume(boolean reasonsLeft) {
    state = state.follow(Event.RESUME, isRevoked() ? state : unrevoked(reasonsLeft));
  }

  void revoke(String reason) {
    state = state.follow(Event.REVOKE, GrantState.REVOKED);
    revokedReason = reason;
  }

  void restore(boolean reasonsLeft) {
    state = state.follow(Event.RESTORE, unrevoked(reasonsLeft));
    revokedReason = null;
    incarnation++;
  }

  private GrantState unrevoked(boolean reasonsLeft) {
    if (reasonsLeft) {
      return GrantState.SUSPENDED;
    }
    return startsAt == null ? GrantState.WAITING : GrantState.RUNNING;
  }

  boolean isRevoked() {
    return state == GrantState.REVOKED;
  }

  public String id() {
    return id;
  }

  public String holder() {
    return holder;
  }

  public Source source() {
    return new Source(sourceKind, sourceId);
  }

  /** Numbers of collections in ascending order; empty for every collection. */
  public Set<Integer> collections() {
    return new TreeSet<>(Arrays.stream(collections).boxed().toList());
  }

  /** The window, once started. */
  public Optional<Window> window() {
    return startsAt == null || endsAt == null
        ? Optional.empty()
        : Optional.of(new Window(startsAt, endsAt));
  }

  public Limits limits() {
    return new Limits(pageLimit, downloadLimit);
  }

  /** Who reads by it besides an institution's own people, of those who sign in there. */
  public Set<Affiliation> alsoAdmits() {
    return Arrays.stream(alsoAdmits)
        .map(word -> Affiliation.of(word).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean admits(Affiliation affiliation) {
    return Affiliation.ALWAYS.contains(affiliation) || alsoAdmits().contains(affiliation);
  }

  public GrantState state() {
    return state;
  }

  /** Why it was revoked, while it is. */
  public Optional<String> revokedReason() {
    return Optional.ofNullable(revokedReason);
  }

  /** 1, and one more for each time it was restored. */
  public int incarnation() {
    return incarnation;
  }

  public Instant createdAt() {
    return createdAt;
  }
}

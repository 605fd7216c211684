package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.Ids;
import org.carrel.base.Money;
import org.carrel.sales.prices.Percent;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One version of a quote. Its state moves only through {@link QuoteEvent#TABLE}. An update writes
 * only what changed, so that the kept text of what was sent is never written anew.
 */
@Entity
@Table(name = "quote_versions")
@DynamicUpdate
public class QuoteVersion {
  @Id private String id;

  @Column(name = "quote_id")
  private String quoteId;

  private int number;

  @Enumerated(EnumType.STRING)
  private QuoteState state;

  @Convert(converter = ContentJson.class)
  private QuoteContent content;

  @JdbcTypeCode(SqlTypes.CHAR)
  private String currency;

  private long total;

  /** Percent that staff took off, and how much of it one of them may alone. */
  private BigDecimal agreed;

  private BigDecimal alone;

  @Column(name = "edited_by")
  private String editedBy;

  @Column(name = "edited_at")
  private Instant editedAt;

  @Column(name = "asked_by")
  private @Nullable String askedBy;

  @Column(name = "approved_by")
  private @Nullable String approvedBy;

  @Column(name = "sent_by")
  private @Nullable String sentBy;

  @Column(name = "sent_at")
  private @Nullable Instant sentAt;

  /** The first instant after the last day on which it can be accepted. */
  @Column(name = "open_until")
  private @Nullable Instant openUntil;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  private @Nullable String reason;

  @Version private long version;

  protected QuoteVersion() {}

  QuoteVersion(
      String quoteId, int number, QuoteContent content, Percent alone, String by, Instant now) {
    this.id = Ids.of("qv");
    this.quoteId = quoteId;
    this.number = number;
    this.state = QuoteEvent.TABLE.first();
    write(content, alone, by, now);
  }

  public String id() {
    return id;
  }

  public String quoteId() {
    return quoteId;
  }

  /** 1 for the first. */
  public int number() {
    return number;
  }

  /** As it is written; {@link #stateAt} is ahead of it for the seconds until a sweep. */
  public QuoteState state() {
    return state;
  }

  /** What is true at {@code now}: after its last day a quote has lapsed, swept or not. */
  public QuoteState stateAt(Instant now) {
    boolean over = openUntil != null && !now.isBefore(openUntil);
    return state == QuoteState.SENT && over ? QuoteState.LAPSED : state;
  }

  public QuoteContent content() {
    return content;
  }

  public Money total() {
    return new Money(total, currency);
  }

  /** Whether more is taken off than one member of staff may. */
  public boolean needsApproval() {
    return agreed.compareTo(alone) > 0;
  }

  /** What one member of staff may take off. */
  public Percent alone() {
    return new Percent(alone);
  }

  public String editedBy() {
    return editedBy;
  }

  public Instant editedAt() {
    return editedAt;
  }

  public Optional<String> askedBy() {
    return Optional.ofNullable(askedBy);
  }

  public Optional<String> approvedBy() {
    return Optional.ofNullable(approvedBy);
  }

  public Optional<String> sentBy() {
    return Optional.ofNullable(sentBy);
  }

  public Optional<Instant> sentAt() {
    return Optional.ofNullable(sentAt);
  }

  /** When it was answered, lapsed, withdrawn or superseded. */
  public Optional<Instant> settledAt() {
    return Optional.ofNullable(settledAt);
  }

  /** What who declined it, gave it back or withdrew it said. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Counts its changes: who acts on it says what they saw. */
  public long version() {
    return version;
  }

  final void write(QuoteContent newContent, Percent newAlone, String by, Instant now) {
    if (!state.isDraft()) {
      throw new IllegalStateException("version " + id + " is " + state + " and is not rewritten");
    }
    content = newContent;
    currency = newContent.offer().currency();
    total = newContent.priced().total().minor();
    agreed = newContent.offer().agreed().value();
    alone = newAlone.value();
    editedBy = by;
    editedAt = now;
  }

  void askApproval(String by) {
    move(QuoteEvent.ASK_APPROVAL);
    askedBy = by;
    reason = null;
  }

  void giveBack(String why) {
    move(QuoteEvent.RETURN);
    askedBy = null;
    reason = why;
  }

  /** Sends it; {@code event} says whether a second person approved it. */
  void send(QuoteEvent event, QuoteContent.Issue issue, String by, Instant now) {
    move(event);
    approvedBy = event == QuoteEvent.APPROVE ? by : null;
    content = content.issued(issue);
    sentBy = event == QuoteEvent.APPROVE && askedBy != null ? askedBy : by;
    sentAt = now;
    openUntil = issue.validUntil().plusDays(1).atStartOfDay(content.zoneId()).toInstant();
    reason = null;
  }

  /** Settles it for good, or until a newer version takes its place. */
  void settle(QuoteEvent event, @Nullable String why, Instant now) {
    move(event);
    settledAt = now;
    reason = why == null ? reason : why;
  }

  private void move(QuoteEvent event) {
    state = QuoteEvent.TABLE.move(state, event);
  }
}

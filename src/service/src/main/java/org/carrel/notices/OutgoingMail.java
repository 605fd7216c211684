package org.carrel.notices;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox. Its Message-ID is fixed when it is written, so one that is handed over
 * again after a crash is the same mail to whoever receives it.
 */
@Entity
@Table(name = "mails")
public class OutgoingMail {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Some three days of trying, as mail servers do among each other. */
  private static final int MOST_ATTEMPTS = 80;

  /** What mails tell of. */
  public enum Kind {
    RECEIPT,
    LINK,
    LINKS,
    CLAIM,
    REVIEW,
    REFUND,
    REFUND_FAILED,
    WITHDRAWAL,
    WITHDRAWAL_FAILED,
    CONSENT,
    ENDING_SOON,
    ENDED,
    REMINDER,
    LAPSED,
    REQUEST,
    QUOTE,
    QUOTE_PROOF,
    QUOTE_ACCEPTED,
    QUOTE_DECLINED,
    AGREEMENT,
    INVOICE_PAGE,
    AGREEMENT_NOTICE,
    TRIAL,
    TRIAL_REPORT
  }

  /** Whether it is handed over. */
  public enum State {
    WAITING,
    SENT,
    GIVEN_UP
  }

  @Id private String id;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  @Column(name = "event_id")
  private String eventId;

  @Column(name = "about_id")
  private String aboutId;

  @Column(name = "message_id")
  private String messageId;

  private String recipient;
  private String subject;

  @Column(name = "text_body")
  private @Nullable String text;

  @Column(name = "html_body")
  private @Nullable String html;

  @Enumerated(EnumType.STRING)
  private State state;

  private int attempts;

  @Column(name = "next_at")
  private Instant nextAt;

  @Column(name = "written_at")
  private Instant writtenAt;

  @Column(name = "settled_at")
  private @Nullable Instant settledAt;

  protected OutgoingMail() {}

  OutgoingMail(
      Kind kind,
      String eventId,
      String aboutId,
      EmailAddress to,
      MailText text,
      String host,
      Instant now) {
    this.id = Ids.of("m");
    this.kind = kind;
    this.eventId = eventId;
    this.aboutId = aboutId;
    this.messageId = "<" + id + "@" + host + ">";
    this.recipient = to.value();
    this.subject = text.subject();
    this.text = text.text();
    this.html = text.html();
    this.state = State.WAITING;
    this.nextAt = now;
    this.writtenAt = now;
  }

  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The id of the order, the request or the version of a quote that it is about, or the number of
   * its invoice.
   */
  public String aboutId() {
    return aboutId;
  }

  public State state() {
    return state;
  }

  public int attempts() {
    return attempts;
  }

  public Instant writtenAt() {
    return writtenAt;
  }

  /** When it was handed over or given up. */
  public Optional<Instant> settledAt() {
    return Optional.ofNullable(settledAt);
  }

  String eventId() {
    return eventId;
  }

  String messageId() {
    return messageId;
  }

  String recipient() {
    return recipient;
  }

  String subject() {
    return subject;
  }

  String text() {
    return text == null ? "" : text;
  }

  String html() {
    return html == null ? "" : html;
  }

  void lease(Instant now, Duration lease) {
    attempts++;
    nextAt = now.plus(lease);
  }

  void sent(Instant now) {
    settle(State.SENT, now);
  }

  /** Puts it off, or gives it up after the last attempt. */
  void failed(Instant now) {
    if (attempts >= MOST_ATTEMPTS) {
      settle(State.GIVEN_UP, now);
    } else if (state == State.WAITING) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 16));
      nextAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
  }

  private void settle(State outcome, Instant now) {
    if (state == State.WAITING) {
      state = outcome;
      settledAt = now;
      text = null;
      html = null;
    }
  }
}

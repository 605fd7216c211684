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
import org.carrel.base.Money;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The invoice of an agreement: what is owed for it and how much of that is there. Its state moves
 * only through {@link InvoiceEvent#TABLE}.
 */
@Entity
@Table(name = "agreement_invoices")
public class AgreementInvoice {
  @Id private String id;

  @Column(name = "agreement_id")
  private String agreementId;

  private @Nullable String number;

  @Enumerated(EnumType.STRING)
  private InvoiceState state;

  @JdbcTypeCode(SqlTypes.CHAR)
  private String currency;

  private long total;
  private long paid;

  @Column(name = "issued_on")
  private @Nullable LocalDate issuedOn;

  @Column(name = "due_day")
  private @Nullable LocalDate dueDay;

  @Column(name = "overdue_at")
  private @Nullable Instant overdueAt;

  @Column(name = "stripe_id")
  private @Nullable String stripeId;

  @Column(name = "hosted_url")
  private @Nullable String hostedUrl;

  @Column(name = "made_at")
  private Instant madeAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected AgreementInvoice() {} // for Hibernate

  AgreementInvoice(String agreementId, Money total, Instant now) {
    id = Ids.of("ai");
    this.agreementId = agreementId;
    state = InvoiceEvent.TABLE.first();
    currency = total.currency();
    this.total = total.minor();
    madeAt = now;
  }

  public String id() {
    return id;
  }

  public String agreementId() {
    return agreementId;
  }

  /** The number under which people know it, once it went out. */
  public Optional<String> number() {
    return Optional.ofNullable(number);
  }

  public InvoiceState state() {
    return state;
  }

  public Money total() {
    return new Money(total, currency);
  }

  /** What is held of it; more than the total where too much was paid. */
  public Money paid() {
    return new Money(paid, currency);
  }

  /** What is still owed: nothing where no money is expected any more. */
  public Money open() {
    return new Money(state.isOwed() ? total - paid : 0, currency);
  }

  /** What was paid too much. */
  public Money overpaid() {
    return new Money(Math.max(0, paid - total), currency);
  }

  /** The processor's page while it asks for what is owed: for the whole, so not for a rest. */
  public Optional<String> payPage() {
    return state == InvoiceState.OPEN ? hostedUrl() : Optional.empty();
  }

  /** The day of the seller's books on which it went out. */
  public Optional<LocalDate> issuedOn() {
    return Optional.ofNullable(issuedOn);
  }

  /** The last day on which it is paid in time. */
  public Optional<LocalDate> dueDay() {
    return Optional.ofNullable(dueDay);
  }

  /** The first instant after its due day. */
  Optional<Instant> overdueAt() {
    return Optional.ofNullable(overdueAt);
  }

  /** Whether its due day is over and something is owed. */
  public boolean isOverdue(Instant now) {
    return state.isOwed() && overdueAt != null && !now.isBefore(overdueAt);
  }

  /** The processor's id of it, once it has one. */
  public Optional<String> stripeId() {
    return Optional.ofNullable(stripeId);
  }

  /** The processor's page on which it can be paid. */
  public Optional<String> hostedUrl() {
    return Optional.ofNullable(hostedUrl);
  }

  /** Counts its changes: who acts on it says what they saw. */
  public long version() {
    return version;
  }

  /**
   * The first instant after so many days past the due day, while something is missing, be it that
   * nobody expects it any more; else null.
   */
  @Nullable Instant unpaidAt(int days, ZoneId zone) {
    boolean missing = state.isOwed() || state == InvoiceState.WRITTEN_OFF;
    return missing && dueDay != null
        ? dueDay.plusDays(days + 1L).atStartOfDay(zone).toInstant()
        : null;
  }

  /**
   * Sends it out.
   *
   * @param zone in which its due day ends
   */
  void issue(String newNumber, LocalDate day, LocalDate due, ZoneId zone) {
    move(InvoiceEvent.ISSUE);
    number = newNumber;
    issuedOn = day;
    dueDay = due;
    overdueAt = due.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** Takes over how much of it is held; whether that is something new. */
  boolean hold(long held) {
    if (paid == held && !(held >= total && state == InvoiceState.OPEN)) {
      return false;
    }
    paid = held;
    InvoiceEvent event =
        held >= total
            ? InvoiceEvent.ALL_HELD
            : held > 0 ? InvoiceEvent.PART_HELD : InvoiceEvent.NOTHING_HELD;
    state = InvoiceEvent.TABLE.next(state, event).orElse(state);
    return true;
  }

  void move(InvoiceEvent event) {
    state = InvoiceEvent.TABLE.move(state, event);
  }

  void link(String newStripeId, @Nullable String page) {
    stripeId = newStripeId;
    hostedUrl = page;
  }
}

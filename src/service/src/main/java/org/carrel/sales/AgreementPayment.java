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
import java.util.Optional;
import org.carrel.base.Ids;
import org.jspecify.annotations.Nullable;

/** Money that came for the invoice of an agreement. It stays; that it came back is added. */
@Entity
@Table(name = "agreement_payments")
public class AgreementPayment {
  @Id private String id;

  @Column(name = "invoice_id")
  private String invoiceId;

  private long amount;

  @Enumerated(EnumType.STRING)
  private How how;

  private String reference;

  @Column(name = "value_date")
  private LocalDate valueDate;

  @Column(name = "stripe_id")
  private @Nullable String stripeId;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "recorded_by")
  private @Nullable String recordedBy;

  @Column(name = "returned_at")
  private @Nullable Instant returnedAt;

  @Column(name = "returned_by")
  private @Nullable String returnedBy;

  @Column(name = "returned_why")
  private @Nullable String returnedWhy;

  @Version private long version;

  /** The way that money took. */
  public enum How {
    CARD("Card"),
    BANK_TRANSFER("Bank transfer"),
    CHEQUE("Cheque"),
    WIRE("Wire"),
    AGENT("Subscription agent");

    private final String label;

    How(String label) {
      this.label = label;
    }

    /** As pages say it. */
    public String label() {
      return label;
    }
  }

  /**
   * Money as it is told.
   *
   * @param amount above zero, in the currency of the invoice
   * @param reference of the cheque, the wire, the agent's remittance or the processor's payment
   * @param valueDate the day from which the bank counts it
   * @param stripeId the processor's id of it; null for what staff record
   * @param by the reader's id of the member of staff; null for what the processor tells
   */
  public record Received(
      long amount,
      How how,
      String reference,
      LocalDate valueDate,
      @Nullable String stripeId,
      @Nullable String by) {
    public Received {
      if (amount <= 0 || reference.isBlank() || (stripeId == null) == (by == null)) {
        throw new IllegalArgumentException("money has an amount, a reference and one witness");
      }
    }
  }

  @SuppressWarnings("NullAway.Init")
  protected AgreementPayment() {} // for Hibernate

  AgreementPayment(String invoiceId, Received received, Instant now) {
    id = Ids.of("ap");
    this.invoiceId = invoiceId;
    amount = received.amount();
    how = received.how();
    reference = received.reference();
    valueDate = received.valueDate();
    stripeId = received.stripeId();
    recordedBy = received.by();
    recordedAt = now;
  }

  void comeBack(String why, @Nullable String by, Instant now) {
    returnedAt = now;
    returnedBy = by;
    returnedWhy = why;
  }

  public String id() {
    return id;
  }

  public String invoiceId() {
    return invoiceId;
  }

  /** In the currency of the invoice, in the unit of {@code base.Money}. */
  public long amount() {
    return amount;
  }

  public How how() {
    return how;
  }

  public String reference() {
    return reference;
  }

  public LocalDate valueDate() {
    return valueDate;
  }

  /** The processor's id of it. */
  public Optional<String> stripeId() {
    return Optional.ofNullable(stripeId);
  }

  public Instant recordedAt() {
    return recordedAt;
  }

  /** When it came back. */
  public Optional<Instant> returnedAt() {
    return Optional.ofNullable(returnedAt);
  }

  /** Why it came back. */
  public Optional<String> returnedWhy() {
    return Optional.ofNullable(returnedWhy);
  }
}

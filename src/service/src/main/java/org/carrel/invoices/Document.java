package org.carrel.invoices;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.carrel.base.Money;
import org.hibernate.annotations.Immutable;

/** An invoice, a credit note or a debit note. Once written it never changes. */
@Entity
@Immutable
@Table(name = "documents")
public class Document {
  @Id private String number;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String series;
  private int year;
  private int serial;

  @Column(name = "order_id")
  private String orderId;

  /** What it was written for: an order, or the processor's id of a refund. */
  private String cause;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "issued_on")
  private LocalDate issuedOn;

  @Column(columnDefinition = "char(3)")
  private String currency;

  private long net;
  private long tax;
  private long total;

  @Convert(converter = SnapshotJson.class)
  private Snapshot snapshot;

  protected Document() {}

  Document(
      Kind kind,
      String series,
      int serial,
      String cause,
      Instant issuedAt,
      LocalDate issuedOn,
      Snapshot snapshot) {
    this.kind = kind;
    this.series = series;
    this.year = issuedOn.getYear();
    this.serial = serial;
    this.number = kind.number(series, year, serial);
    this.orderId = snapshot.sale().orderId();
    this.cause = cause;
    this.issuedAt = issuedAt;
    this.issuedOn = issuedOn;
    this.currency = snapshot.sale().currency();
    this.snapshot = snapshot;
    Snapshot.Share share = snapshot.share();
    this.net = share == null ? snapshot.sale().net() : share.net();
    this.tax = share == null ? snapshot.sale().tax() : share.tax();
    this.total = share == null ? snapshot.sale().total() : share.total();
  }

  public String number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  public String orderId() {
    return orderId;
  }

  /** The day of the seller's books on which it was written. */
  public LocalDate issuedOn() {
    return issuedOn;
  }

  public Money net() {
    return new Money(net, currency);
  }

  public Money tax() {
    return new Money(tax, currency);
  }

  public Money total() {
    return new Money(total, currency);
  }

  String cause() {
    return cause;
  }

  Snapshot snapshot() {
    return snapshot;
  }
}

package org.carrel.invoices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes invoices, credit notes and debit notes, each in the transaction of what it documents, and
 * finds them. What is written for one cause is written once.
 */
@ApplicationScoped
public class Invoices {
  private final EntityManager entities;
  private final Numbers numbers;
  private final Books books;

  Invoices(EntityManager entities, Numbers numbers, Books books) {
    this.entities = entities;
    this.numbers = numbers;
    this.books = books;
  }

  /** Who sells, as of now. */
  public Seller seller() {
    return books.seller();
  }

  /** The day of the seller's books at an instant. */
  public LocalDate day(Instant when) {
    return books.day(when);
  }

  /**
   * Writes the invoice of a sale, in the transaction that makes it paid or, where it is due later,
   * sold; a sale that has one gets no other. The caller holds its lock.
   */
  @Transactional(TxType.MANDATORY)
  public Document issue(Draft draft) {
    return find(Kind.INVOICE, draft.orderId())
        .orElseGet(
            () -> {
              LocalDate paidOn = books.day(draft.paidAt());
              Snapshot snapshot = new Snapshot(books.seller(), paidOn, draft, null);
              return write(Kind.INVOICE, draft.orderId(), draft.paidAt(), snapshot);
            });
  }

  /**
   * Writes the credit note of a refund; nothing where the order has no invoice. The caller holds
   * the order's lock.
   *
   * @param refundId the processor's id of the refund, which has one credit note
   * @param amount what goes back, with its tax; at most what was not credited yet
   */
  @Transactional(TxType.MANDATORY)
  public Optional<Document> credit(String orderId, String refundId, long amount, Instant now) {
    Optional<Document> before = find(Kind.CREDIT_NOTE, refundId);
    return before.isPresent()
        ? before
        : find(Kind.INVOICE, orderId).map(invoice -> credit(invoice, refundId, amount, now));
  }

  /** Takes the credit note of a refund that failed back, by a debit note of the same amounts. */
  @Transactional(TxType.MANDATORY)
  public Optional<Document> takeBack(String refundId, Instant now) {
    Optional<Document> before = find(Kind.DEBIT_NOTE, refundId);
    return before.isPresent()
        ? before
        : find(Kind.CREDIT_NOTE, refundId).map(credit -> debit(credit, refundId, now));
  }

  /** The documents of an order, the oldest first. */
  @Transactional
  public List<Document> ofOrder(String orderId) {
    return entities
        .createQuery(
            "from Document d where d.orderId = :order order by d.issuedAt, d.kind, d.serial",
            Document.class)
        .setParameter("order", orderId)
        .getResultList();
  }

  /** The invoice of an order. */
  @Transactional
  public Optional<Document> ofPaid(String orderId) {
    return find(Kind.INVOICE, orderId);
  }

  /** The credit note of a refund. */
  @Transactional
  public Optional<Document> ofRefund(String refundId) {
    return find(Kind.CREDIT_NOTE, refundId);
  }

  /** The debit note of a refund that failed. */
  @Transactional
  public Optional<Document> ofFailedRefund(String refundId) {
    return find(Kind.DEBIT_NOTE, refundId);
  }

  @Transactional
  Optional<Document> byNumber(String number) {
    return Optional.ofNullable(entities.find(Document.class, number));
  }

  private Document credit(Document invoice, String refundId, long amount, Instant now) {
    Draft sale = invoice.snapshot().sale();
    long credited = 0;
    List<Long> creditedTaxes = new ArrayList<>(Collections.nCopies(sale.taxes().size(), 0L));
    for (Document other : ofOrder(sale.orderId())) {
      int sign = sign(other.kind());
      Snapshot.Share share = other.snapshot().share();
      if (share != null) {
        credited += sign * share.total();
        IntStream.range(0, creditedTaxes.size())
            .forEach(i -> creditedTaxes.set(i, creditedTaxes.get(i) + sign * share.taxes().get(i)));
      }
    }
    List<Long> taxes = sale.taxes().stream().map(Draft.Tax::amount).toList();
    List<Long> shares = Shares.of(sale.total(), taxes, credited, creditedTaxes, amount);
    return write(
        Kind.CREDIT_NOTE,
        refundId,
        now,
        of(invoice, new Snapshot.Share(invoice.number(), invoice.issuedOn(), shares, amount)));
  }

  private Document debit(Document credit, String refundId, Instant now) {
    Snapshot.Share share = credit.snapshot().share();
    if (share == null) {
      throw new IllegalStateException(credit.number() + " credits nothing");
    }
    return write(
        Kind.DEBIT_NOTE,
        refundId,
        now,
        of(
            credit,
            new Snapshot.Share(credit.number(), credit.issuedOn(), share.taxes(), share.total())));
  }

  private static int sign(Kind kind) {
    return switch (kind) {
      case INVOICE -> 0;
      case CREDIT_NOTE -> 1;
      case DEBIT_NOTE -> -1;
    };
  }

  private Snapshot of(Document changed, Snapshot.@Nullable Share share) {
    Snapshot before = changed.snapshot();
    return new Snapshot(books.seller(), before.paidOn(), before.sale(), share);
  }

  private Document write(Kind kind, String cause, Instant now, Snapshot snapshot) {
    LocalDate day = books.day(now);
    int serial = numbers.next(kind, books.series(), day.getYear());
    Document document = new Document(kind, books.series(), serial, cause, now, day, snapshot);
    entities.persist(document);
    return document;
  }

  private Optional<Document> find(Kind kind, String cause) {
    return entities
        .createQuery("from Document d where d.kind = :kind and d.cause = :cause", Document.class)
        .setParameter("kind", kind)
        .setParameter("cause", cause)
        .getResultStream()
        .findFirst();
  }
}

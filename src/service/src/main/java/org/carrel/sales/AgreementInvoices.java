package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Micros;
import org.carrel.sales.AgreementPayment.Received;
import org.jspecify.annotations.Nullable;

/**
 * The invoices of agreements and the money for them. Each change happens under the agreement's
 * lock, then the invoice's, and is told as {@link InvoiceMoved} in the same transaction. Money that
 * is told twice counts once; it may come early, late and in any order.
 */
@ApplicationScoped
public class AgreementInvoices {
  private final EntityManager entities;
  private final Agreements agreements;
  private final AgreementLog log;
  private final Event<InvoiceMoved> moved;
  private final Clock clock;

  AgreementInvoices(
      EntityManager entities,
      Agreements agreements,
      AgreementLog log,
      Event<InvoiceMoved> moved,
      Clock clock) {
    this.entities = entities;
    this.agreements = agreements;
    this.log = log;
    this.moved = moved;
    this.clock = clock;
  }

  /** What came of recording money. */
  public enum Outcome {
    RECORDED,
    /** The same money was recorded before. */
    KNOWN,
    /** No money is expected for this invoice: it is void, credited, or has not gone out. */
    NOT_EXPECTED
  }

  @Transactional
  public Optional<AgreementInvoice> byId(String id) {
    return Optional.ofNullable(entities.find(AgreementInvoice.class, id));
  }

  @Transactional
  public Optional<AgreementInvoice> byStripeId(String stripeId) {
    return first("stripeId", stripeId);
  }

  /** The invoice of an agreement. */
  @Transactional
  public AgreementInvoice of(String agreementId) {
    return first("agreementId", agreementId).orElseThrow();
  }

  /** Invoices that money is expected for and that the processor does not know, oldest first. */
  @Transactional
  public List<AgreementInvoice> withoutStripe(int most) {
    return entities
        .createQuery(
            "from AgreementInvoice i where i.stripeId is null and i.state in :owed"
                + " order by i.madeAt, i.id",
            AgreementInvoice.class)
        .setParameter("owed", List.of(InvoiceState.OPEN, InvoiceState.PART_PAID))
        .setMaxResults(most)
        .getResultList();
  }

  /** All money that was recorded for an invoice, the oldest first. */
  @Transactional
  public List<AgreementPayment> paymentsOf(String invoiceId) {
    return entities
        .createQuery(
            "from AgreementPayment p where p.invoiceId = :invoice order by p.recordedAt, p.id",
            AgreementPayment.class)
        .setParameter("invoice", invoiceId)
        .getResultList();
  }

  /**
   * Notes under which id the processor knows an invoice; the same again changes nothing.
   *
   * @param hostedUrl the processor's page on which it can be paid
   */
  @Transactional
  public void link(String invoiceId, String stripeId, @Nullable String hostedUrl) {
    AgreementInvoice invoice = lock(invoiceId);
    invoice.link(stripeId, hostedUrl);
    entities.flush();
    log.write("invoice_linked", invoice, Map.of("stripe", stripeId));
  }

  /** Records money that came. */
  @Transactional
  public Outcome receive(String invoiceId, Received money) {
    AgreementInvoice invoice = lock(invoiceId);
    List<AgreementPayment> before = paymentsOf(invoiceId);
    if (before.stream().anyMatch(other -> isSame(other, money))) {
      return Outcome.KNOWN;
    }
    boolean expected = invoice.state().isOwed() || invoice.state() == InvoiceState.PAID;
    if (!expected && invoice.state() != InvoiceState.WRITTEN_OFF) {
      return Outcome.NOT_EXPECTED;
    }
    AgreementPayment payment = new AgreementPayment(invoiceId, money, Micros.now(clock));
    entities.persist(payment);
    entities.flush();
    hold(invoice);
    log.write("payment_recorded", invoice, ids(payment, money.by()));
    return Outcome.RECORDED;
  }

  /**
   * Notes that money came back; whether that was news.
   *
   * @param why 3 to 500 characters, for colleagues
   * @param by the reader's id of the member of staff; null for what the processor tells
   */
  @Transactional
  public boolean comeBack(String paymentId, String why, @Nullable String by) {
    AgreementPayment found = entities.find(AgreementPayment.class, paymentId);
    if (found == null) {
      return false;
    }
    AgreementInvoice invoice = lock(found.invoiceId());
    entities.refresh(found);
    if (found.returnedAt().isPresent()) {
      return false;
    }
    found.comeBack(why, by, Micros.now(clock));
    entities.flush();
    hold(invoice);
    log.write("payment_returned", invoice, ids(found, by));
    return true;
  }

  /**
   * Takes an invoice back or writes the rest of it off.
   *
   * @param by the reader's id of the member of staff
   * @return whether its state allowed it
   */
  @Transactional
  public boolean settle(String invoiceId, InvoiceEvent event, String by) {
    AgreementInvoice invoice = lock(invoiceId);
    if (InvoiceEvent.TABLE.next(invoice.state(), event).isEmpty()) {
      return false;
    }
    invoice.move(event);
    entities.flush();
    String what = event == InvoiceEvent.CANCEL ? "invoice_cancelled" : "invoice_written_off";
    log.write(what, invoice, Map.of("by", by));
    moved.fire(new InvoiceMoved(invoice));
    return true;
  }

  @Transactional(TxType.MANDATORY)
  void add(AgreementInvoice invoice) {
    entities.persist(invoice);
    entities.flush();
  }

  /** Takes over what the payments say that is held. */
  @Transactional(TxType.MANDATORY)
  void hold(AgreementInvoice invoice) {
    long held =
        paymentsOf(invoice.id()).stream()
            .filter(payment -> payment.returnedAt().isEmpty())
            .mapToLong(AgreementPayment::amount)
            .sum();
    if (invoice.hold(held)) {
      entities.flush();
      moved.fire(new InvoiceMoved(invoice));
    }
  }

  private AgreementInvoice lock(String invoiceId) {
    AgreementInvoice invoice = byId(invoiceId).orElseThrow();
    agreements.lock(invoice.agreementId());
    entities.refresh(invoice, LockModeType.PESSIMISTIC_WRITE);
    return invoice;
  }

  private static boolean isSame(AgreementPayment other, Received money) {
    if (money.stripeId() != null) {
      return other.stripeId().filter(money.stripeId()::equals).isPresent();
    }
    return other.returnedAt().isEmpty()
        && other.how() == money.how()
        && other.reference().equals(money.reference());
  }

  private static Map<String, String> ids(AgreementPayment payment, @Nullable String by) {
    return Map.of(
        "payment", payment.id(),
        "amount", Long.toString(payment.amount()),
        "by", by == null ? "processor" : by);
  }

  private Optional<AgreementInvoice> first(String field, String value) {
    return entities
        .createQuery(
            "from AgreementInvoice i where i." + field + " = :value", AgreementInvoice.class)
        .setParameter("value", value)
        .getResultStream()
        .findFirst();
  }
}

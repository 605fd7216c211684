package org.carrel.sales;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.carrel.invoices.Invoices;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.carrel.payments.InvoiceFacts;
import org.carrel.payments.InvoiceFacts.Receipt;
import org.carrel.payments.InvoicePayments;
import org.carrel.payments.InvoicePayments.Closing;
import org.carrel.payments.PaymentAttempt;
import org.carrel.payments.PaymentAttempt.Kind;
import org.carrel.payments.PaymentSignal;
import org.carrel.payments.StripeConfig;
import org.carrel.sales.AgreementPayment.How;
import org.carrel.sales.AgreementPayment.Received;
import org.jboss.logging.Logger;

/**
 * Keeps our invoices and the processor's together. Any news means: fetch the invoice again and
 * record what money it has. What was settled with us is told to the processor, so that nobody pays
 * there what is paid or taken back here. Once an hour all open ones are fetched, news or not.
 */
@ApplicationScoped
class FollowInvoices {
  private static final Logger LOG = Logger.getLogger(FollowInvoices.class);
  private static final Duration ROUND = Duration.ofHours(1);
  private static final String PREFIX = "ai_";
  private static final String WENT_BACK = "Refunded at the processor";

  private final EntityManager entities;
  private final AgreementInvoices invoices;
  private final Invoices documents;
  private final CallOnce once;
  private final InvoicePayments payments;
  private final StripeConfig config;
  private final Clock clock;
  private Instant rounded = Instant.EPOCH;

  FollowInvoices(
      EntityManager entities,
      AgreementInvoices invoices,
      Invoices documents,
      CallOnce once,
      InvoicePayments payments,
      StripeConfig config,
      Clock clock) {
    this.entities = entities;
    this.invoices = invoices;
    this.documents = documents;
    this.once = once;
    this.payments = payments;
    this.config = config;
    this.clock = clock;
  }

  /** News of an invoice that is not linked yet is not needed: it is fetched when it is. */
  void hear(@Observes PaymentSignal signal) {
    if (signal.orderId().startsWith(PREFIX)) {
      invoices
          .byId(signal.orderId())
          .filter(invoice -> invoice.stripeId().isPresent())
          .ifPresent(this::recompute);
    }
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweep() {
    each(settledWithUs(), this::close);
    Instant now = clock.instant();
    if (!now.isBefore(rounded.plus(ROUND))) {
      each(owed(), this::recompute);
      rounded = now;
    }
  }

  private static void each(List<AgreementInvoice> all, Consumer<AgreementInvoice> act) {
    for (AgreementInvoice invoice : all) {
      try {
        act.accept(invoice);
      } catch (PaymentsUnavailable e) {
        LOG.warnf("invoice %s is followed later: %s", invoice.id(), e.getMessage());
        return;
      } catch (RuntimeException e) {
        LOG.errorf(e, "invoice %s could not be followed", invoice.id());
      }
    }
  }

  /** Fetches the facts and records what money they tell of; what is known changes nothing. */
  void recompute(AgreementInvoice invoice) {
    String id = invoice.stripeId().orElseThrow();
    InvoiceFacts facts = payments.facts(id).orElseThrow();
    if (!invoice.id().equals(facts.invoiceId())
        || facts.livemode() != config.livemode()
        || facts.total() != invoice.total().minor()
        || !facts.currency().equals(invoice.total().currency())) {
      LOG.errorf("invoice %s: the processor's %s is not as it was made", invoice.id(), id);
      return;
    }
    facts.receipts().forEach(receipt -> take(invoice, receipt));
  }

  private void take(AgreementInvoice invoice, Receipt receipt) {
    Optional<AgreementPayment> known =
        invoices.paymentsOf(invoice.id()).stream()
            .filter(one -> one.stripeId().filter(receipt.paymentId()::equals).isPresent())
            .findFirst();
    if (receipt.returned()) {
      known.ifPresent(payment -> invoices.comeBack(payment.id(), WENT_BACK, null));
    } else if (known.isEmpty()) {
      AgreementInvoices.Outcome outcome =
          invoices.receive(
              invoice.id(),
              new Received(
                  receipt.amount(),
                  receipt.byCard() ? How.CARD : How.BANK_TRANSFER,
                  receipt.paymentId(),
                  documents.day(receipt.at()),
                  receipt.paymentId(),
                  null));
      if (outcome == AgreementInvoices.Outcome.NOT_EXPECTED) {
        LOG.errorf("invoice %s: %s was not expected", invoice.id(), receipt.paymentId());
      }
    }
  }

  private void close(AgreementInvoice invoice) {
    String id = invoice.stripeId().orElseThrow();
    Closing how =
        invoice.state() == InvoiceState.PAID ? Closing.PAID_ELSEWHERE : Closing.TAKEN_BACK;
    once.make(
        Kind.INVOICE_CLOSED,
        invoice.id(),
        () -> payments.close(id, how),
        () -> payments.facts(id).filter(FollowInvoices::isClosed).map(InvoiceFacts::id));
    recompute(invoice);
  }

  private static boolean isClosed(InvoiceFacts facts) {
    return facts.state() == InvoiceFacts.State.PAID || facts.state() == InvoiceFacts.State.VOID;
  }

  /** Paid on paper or taken back, and the processor was not told. */
  @Transactional
  List<AgreementInvoice> settledWithUs() {
    return entities
        .createQuery(
            "from AgreementInvoice i where i.stripeId is not null and i.state in :settled and not"
                + " exists (select 1 from PaymentAttempt a where a.orderId = i.id and a.kind ="
                + " :closed and a.state <> :open) and not exists (select 1 from AgreementPayment p"
                + " where p.invoiceId = i.id and p.stripeId is not null) order by i.madeAt",
            AgreementInvoice.class)
        .setParameter(
            "settled", List.of(InvoiceState.PAID, InvoiceState.VOID, InvoiceState.CREDITED))
        .setParameter("closed", Kind.INVOICE_CLOSED)
        .setParameter("open", PaymentAttempt.State.OPEN)
        .setMaxResults(20)
        .getResultList();
  }

  @Transactional
  List<AgreementInvoice> owed() {
    return entities
        .createQuery(
            "from AgreementInvoice i where i.stripeId is not null and i.state in :owed"
                + " order by i.madeAt",
            AgreementInvoice.class)
        .setParameter("owed", List.of(InvoiceState.OPEN, InvoiceState.PART_PAID))
        .getResultList();
  }
}

package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Contact;
import org.carrel.institutions.ContactRole;
import org.carrel.institutions.Contacts;
import org.carrel.payments.Bill;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.carrel.payments.InvoiceFacts;
import org.carrel.payments.InvoicePayments;
import org.carrel.payments.PaymentAttempt.Kind;
import org.jboss.logging.Logger;

/**
 * Brings open invoices to the processor, after the transaction that made them: customer, draft,
 * lines, and out it goes. It breaks off anywhere and goes on from there; the facts are fetched
 * before each step, and an invoice that asks for another amount than ours never goes out.
 */
@ApplicationScoped
class SendToProcessor {
  private static final Logger LOG = Logger.getLogger(SendToProcessor.class);

  /** More than ever wait at once: those that are refused or paid in part hold up no others. */
  private static final int BATCH = 500;

  private final AgreementInvoices invoices;
  private final Agreements agreements;
  private final Quotes quotes;
  private final Contacts contacts;
  private final WriteBill write;
  private final CallOnce once;
  private final InvoicePayments payments;
  private final Event<InvoicePayable> payable;

  SendToProcessor(
      AgreementInvoices invoices,
      Agreements agreements,
      Quotes quotes,
      Contacts contacts,
      WriteBill write,
      CallOnce once,
      InvoicePayments payments,
      Event<InvoicePayable> payable) {
    this.invoices = invoices;
    this.agreements = agreements;
    this.quotes = quotes;
    this.contacts = contacts;
    this.write = write;
    this.once = once;
    this.payments = payments;
    this.payable = payable;
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweep() {
    for (AgreementInvoice invoice : invoices.withoutStripe(BATCH)) {
      try {
        send(invoice);
      } catch (PaymentsUnavailable e) {
        LOG.warnf("invoice %s is brought to the processor later: %s", invoice.id(), e.getMessage());
        return;
      } catch (RuntimeException e) {
        LOG.errorf(e, "invoice %s could not be brought to the processor", invoice.id());
      }
    }
  }

  /** One that was paid in part on paper stays with us: the processor would ask for the whole. */
  private void send(AgreementInvoice invoice) {
    if (invoice.state() != InvoiceState.OPEN) {
      return;
    }
    Bill bill = write.of(invoice);
    Optional<String> draft = customer(bill).flatMap(customer -> draft(customer, bill));
    Optional<InvoiceFacts> sent = draft.flatMap(id -> sent(id, bill));
    sent.ifPresent(facts -> link(invoice, facts));
  }

  private Optional<String> customer(Bill bill) {
    return once.make(
        Kind.CUSTOMER,
        bill.customerId(),
        () -> payments.customer(bill),
        () -> payments.customerOf(bill));
  }

  private Optional<String> draft(String customer, Bill bill) {
    payments.correct(customer, bill);
    return once.make(
        Kind.INVOICE,
        bill.invoiceId(),
        () -> payments.draft(customer, bill),
        () -> payments.invoiceOf(customer, bill.invoiceId()));
  }

  private Optional<InvoiceFacts> sent(String draft, Bill bill) {
    InvoiceFacts facts = payments.facts(draft).orElseThrow();
    if (facts.state() == InvoiceFacts.State.DRAFT && !facts.lined()) {
      step(Kind.INVOICE_LINES, bill, payments.lines(draft, bill), draft, InvoiceFacts::lined);
      facts = payments.facts(draft).orElseThrow();
    }
    if (!isAsWritten(facts, bill)) {
      LOG.errorf("invoice %s: the processor's %s asks for another amount", bill.invoiceId(), draft);
      return Optional.empty();
    }
    if (facts.state() == InvoiceFacts.State.DRAFT) {
      step(
          Kind.INVOICE_FINAL,
          bill,
          payments.sendOut(draft),
          draft,
          now -> now.state() != InvoiceFacts.State.DRAFT);
      facts = payments.facts(draft).orElseThrow();
    }
    return Optional.of(facts).filter(now -> now.page() != null);
  }

  private void step(
      Kind kind, Bill bill, String call, String draft, Predicate<InvoiceFacts> isDone) {
    once.make(
        kind,
        bill.invoiceId(),
        () -> call,
        () -> payments.facts(draft).filter(isDone).map(InvoiceFacts::id));
  }

  private static boolean isAsWritten(InvoiceFacts facts, Bill bill) {
    return facts.lined()
        && facts.total() == bill.total().minor()
        && facts.currency().equals(bill.total().currency());
  }

  private void link(AgreementInvoice invoice, InvoiceFacts facts) {
    String page = String.valueOf(facts.page());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (invoices.byId(invoice.id()).orElseThrow().stripeId().isPresent()) {
                return;
              }
              invoices.link(invoice.id(), facts.id(), page);
              Agreement agreement = agreements.byId(invoice.agreementId()).orElseThrow();
              payable.fire(
                  new InvoicePayable(
                      agreement,
                      invoices.byId(invoice.id()).orElseThrow(),
                      page,
                      concerned(agreement)));
            });
  }

  /** Who accepted, and the contacts for bills. */
  private List<EmailAddress> concerned(Agreement agreement) {
    Map<String, EmailAddress> to = new LinkedHashMap<>();
    quotes
        .acceptanceOf(agreement.versionId())
        .ifPresent(one -> to.put(one.email().normalized(), one.email()));
    contacts.of(agreement.institutionId()).stream()
        .filter(contact -> contact.role() == ContactRole.BILLING)
        .map(Contact::email)
        .forEach(email -> to.putIfAbsent(email.normalized(), email));
    return List.copyOf(to.values());
  }
}

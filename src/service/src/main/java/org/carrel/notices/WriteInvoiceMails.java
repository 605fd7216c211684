package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.carrel.base.EmailAddress;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.sales.InvoicePayable;
import org.carrel.sales.prices.Term;

/** Writes the mail that says where an invoice can be paid, in its event's own transaction. */
@ApplicationScoped
class WriteInvoiceMails {
  private final Outbox outbox;

  WriteInvoiceMails(Outbox outbox) {
    this.outbox = outbox;
  }

  /** What the mail says. */
  record Payable(InvoicePayable event) {
    public String number() {
      return event.invoice().number().orElseThrow();
    }

    public String due() {
      return event.invoice().dueDay().map(Term::day).orElseThrow();
    }
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance invoicePageHtml(Payable payable);

    static native TemplateInstance invoicePageText(Payable payable);
  }

  void payable(@Observes InvoicePayable event) {
    Payable payable = new Payable(event);
    MailText text =
        new MailText(
            "Pay invoice " + payable.number() + " by card or bank transfer",
            Templates.invoicePageText(payable).render(),
            Templates.invoicePageHtml(payable).render());
    int place = 0;
    for (EmailAddress email : event.to()) {
      outbox.write(
          Kind.INVOICE_PAGE, event.invoice().id() + "/" + place++, payable.number(), email, text);
    }
  }
}

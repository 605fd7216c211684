package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.institutions.Contact;
import org.carrel.institutions.ContactRole;
import org.carrel.institutions.Contacts;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.sales.Agreement;
import org.carrel.sales.AgreementEvent;
import org.carrel.sales.AgreementInvoice;
import org.carrel.sales.AgreementNotice;
import org.carrel.sales.AgreementSigned;
import org.carrel.sales.AgreementTold;
import org.carrel.sales.QuoteContent;
import org.carrel.sales.Signing;
import org.carrel.sales.prices.Term;

/** Writes the mails about agreements, each in its event's own transaction. */
@ApplicationScoped
class WriteAgreementMails {
  private final Outbox outbox;
  private final Contacts contacts;
  private final NoticesConfig config;

  WriteAgreementMails(Outbox outbox, Contacts contacts, NoticesConfig config) {
    this.outbox = outbox;
    this.contacts = contacts;
    this.config = config;
  }

  /** What the mail with an invoice says. */
  record Billed(
      Agreement agreement, AgreementInvoice invoice, QuoteContent content, Signing signing) {
    public String number() {
      return invoice.number().orElseThrow();
    }

    public String due() {
      return invoice.dueDay().map(Term::day).orElseThrow();
    }

    public String lastDay() {
      return Term.day(agreement.term().last());
    }

    public String remittance() {
      return String.join("\n", content.terms().remittance());
    }
  }

  /** What a notice says. */
  record Told(AgreementTold event, String link) {
    public Agreement agreement() {
      return event.agreement();
    }

    public AgreementInvoice invoice() {
      return event.invoice();
    }

    /** What the mail is about, in a few words. */
    public String subject() {
      String reference = agreement().reference();
      AgreementNotice notice = event.notice();
      if (notice == null) {
        return event.move() == AgreementEvent.SUSPEND
            ? "Access under agreement " + reference + " is suspended"
            : "Access under agreement " + reference + " is back";
      }
      return switch (notice) {
        case OVERDUE -> "Invoice " + number() + " is overdue";
        case GRACE_ENDS -> "Invoice " + number() + ": access will be suspended soon";
        default -> "Agreement " + reference + " ends on " + lastDay();
      };
    }

    public boolean isAboutMoney() {
      AgreementNotice notice = event.notice();
      return notice == null || notice.isAboutMoney();
    }

    public boolean isRestored() {
      return event.move() == AgreementEvent.RESTORE;
    }

    public boolean isOwed() {
      return invoice().state().isOwed();
    }

    public String number() {
      return invoice().number().orElseThrow();
    }

    public String due() {
      return invoice().dueDay().map(Term::day).orElseThrow();
    }

    public String lastDay() {
      return Term.day(agreement().term().last());
    }

    /** The last day before access is suspended for want of money; empty where none is. */
    public String graceDay() {
      Instant end = event.graceEnd();
      return end == null ? "" : Term.day(LocalDate.ofInstant(end, agreement().zone()).minusDays(1));
    }

    public String remittance() {
      return String.join("\n", event.content().terms().remittance());
    }
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance agreementHtml(Billed billed);

    static native TemplateInstance agreementText(Billed billed);

    static native TemplateInstance agreementNoticeHtml(Told told);

    static native TemplateInstance agreementNoticeText(Told told);
  }

  /** To who accepted and to the contacts for bills, each once. */
  void signed(@Observes AgreementSigned event) {
    Billed billed =
        new Billed(
            event.agreement(),
            event.invoice(),
            event.version().content(),
            event.acceptance().signing());
    String subject =
        "Invoice " + billed.number() + " for agreement " + event.agreement().reference();
    Map<String, EmailAddress> to = new LinkedHashMap<>();
    to.put(event.acceptance().email().normalized(), event.acceptance().email());
    contacts.of(event.agreement().institutionId()).stream()
        .filter(contact -> contact.role() == ContactRole.BILLING)
        .map(Contact::email)
        .forEach(email -> to.putIfAbsent(email.normalized(), email));
    int place = 0;
    for (EmailAddress email : to.values()) {
      outbox.write(
          Kind.AGREEMENT,
          event.invoice().id() + "/" + place++,
          billed.number(),
          email,
          new MailText(
              subject,
              Templates.agreementText(billed).render(),
              Templates.agreementHtml(billed).render()));
    }
  }

  /** To each of those whom it concerns; a move is told each time, a notice once. */
  void told(@Observes AgreementTold event) {
    Told told =
        new Told(event, config.baseUrl() + "/institution/" + event.agreement().institutionId());
    AgreementNotice notice = event.notice();
    String what = notice == null ? Ids.of("l") : notice.name();
    int place = 0;
    for (EmailAddress email : event.to()) {
      outbox.write(
          Kind.AGREEMENT_NOTICE,
          event.agreement().id() + "/" + what + "/" + place++,
          event.agreement().id(),
          email,
          new MailText(
              told.subject(),
              Templates.agreementNoticeText(told).render(),
              Templates.agreementNoticeHtml(told).render()));
    }
  }
}

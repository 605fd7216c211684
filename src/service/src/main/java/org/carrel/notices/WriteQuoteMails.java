package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.identity.Reader;
import org.carrel.identity.Readers;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.sales.Acceptance;
import org.carrel.sales.AcceptanceAsked;
import org.carrel.sales.QuoteAccepted;
import org.carrel.sales.QuoteDeclined;
import org.carrel.sales.QuotePaper;
import org.carrel.sales.QuoteSent;
import org.carrel.sales.QuoteVersion;
import org.carrel.sales.Quotes;

/** Writes the mails about quotes, each in its event's own transaction. */
@ApplicationScoped
class WriteQuoteMails {
  private final Outbox outbox;
  private final Readers readers;
  private final NoticesConfig config;

  WriteQuoteMails(Outbox outbox, Readers readers, NoticesConfig config) {
    this.outbox = outbox;
    this.readers = readers;
    this.config = config;
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance quoteHtml(QuotePaper paper, String link, boolean forwarded);

    static native TemplateInstance quoteText(QuotePaper paper, String link, boolean forwarded);

    static native TemplateInstance quoteProofHtml(
        QuotePaper paper, Acceptance acceptance, String link);

    static native TemplateInstance quoteProofText(
        QuotePaper paper, Acceptance acceptance, String link);

    static native TemplateInstance quoteAcceptedHtml(QuotePaper paper, Acceptance acceptance);

    static native TemplateInstance quoteAcceptedText(QuotePaper paper, Acceptance acceptance);

    static native TemplateInstance quoteDeclinedHtml(QuotePaper paper, String reason, String link);

    static native TemplateInstance quoteDeclinedText(QuotePaper paper, String reason, String link);
  }

  /** Each time it goes to somebody is an event of its own. */
  void sent(@Observes QuoteSent event) {
    QuotePaper paper = QuotePaper.of(new Quotes.Listed(event.quote(), event.version()));
    String link = config.baseUrl() + "/q/" + event.secret();
    write(
        Kind.QUOTE,
        Ids.of("l"),
        event.version(),
        event.to(),
        paper.title() + ", for " + paper.content().institution(),
        Templates.quoteText(paper, link, event.forwarded()),
        Templates.quoteHtml(paper, link, event.forwarded()));
  }

  void asked(@Observes AcceptanceAsked event) {
    QuotePaper paper = QuotePaper.of(new Quotes.Listed(event.quote(), event.version()));
    String link = config.baseUrl() + "/sign/" + event.secret();
    write(
        Kind.QUOTE_PROOF,
        event.acceptance().id(),
        event.version(),
        event.acceptance().email(),
        "Accept " + paper.title() + "?",
        Templates.quoteProofText(paper, event.acceptance(), link),
        Templates.quoteProofHtml(paper, event.acceptance(), link));
  }

  /** To who accepted, to whom it was sent, and to the member of staff who sent it; each once. */
  void accepted(@Observes QuoteAccepted event) {
    QuotePaper paper = QuotePaper.of(new Quotes.Listed(event.quote(), event.version()));
    EmailAddress buyer = event.acceptance().email();
    EmailAddress recipient = new EmailAddress(paper.content().recipient().email());
    accepted(event, paper, buyer, "buyer");
    if (!recipient.normalized().equals(buyer.normalized())) {
      accepted(event, paper, recipient, "recipient");
    }
    sender(event.version()).ifPresent(staff -> accepted(event, paper, staff, "staff"));
  }

  private void accepted(QuoteAccepted event, QuotePaper paper, EmailAddress to, String who) {
    write(
        Kind.QUOTE_ACCEPTED,
        event.acceptance().id() + "/" + who,
        event.version(),
        to,
        paper.title() + " is accepted",
        Templates.quoteAcceptedText(paper, event.acceptance()),
        Templates.quoteAcceptedHtml(paper, event.acceptance()));
  }

  void declined(@Observes QuoteDeclined event) {
    QuotePaper paper = QuotePaper.of(new Quotes.Listed(event.quote(), event.version()));
    String reason = event.version().reason().orElse("");
    String link = config.baseUrl() + "/staff/quotes/" + event.quote().id();
    sender(event.version())
        .ifPresent(
            staff ->
                write(
                    Kind.QUOTE_DECLINED,
                    event.version().id(),
                    event.version(),
                    staff,
                    paper.title() + " is declined",
                    Templates.quoteDeclinedText(paper, reason, link),
                    Templates.quoteDeclinedHtml(paper, reason, link)));
  }

  private Optional<EmailAddress> sender(QuoteVersion version) {
    return version.sentBy().flatMap(readers::find).map(Reader::email);
  }

  private void write(
      Kind kind,
      String eventId,
      QuoteVersion version,
      EmailAddress to,
      String subject,
      TemplateInstance text,
      TemplateInstance html) {
    outbox.write(
        kind, eventId, version.id(), to, new MailText(subject, text.render(), html.render()));
  }
}

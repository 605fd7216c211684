package org.carrel.notices;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.carrel.invoices.Document;
import org.carrel.invoices.InvoiceFiles;
import org.carrel.invoices.Invoices;
import org.carrel.sales.QuoteFiles;
import org.jboss.logging.Logger;

/**
 * The document that belongs to a mail, as a file. A document that cannot be made keeps no mail
 * back: the mail's link is what its reader needs first, and the document is on the receipt too.
 */
@ApplicationScoped
class Attachments {
  private static final Logger LOG = Logger.getLogger(Attachments.class);

  private final Invoices invoices;
  private final InvoiceFiles files;
  private final QuoteFiles quotes;

  Attachments(Invoices invoices, InvoiceFiles files, QuoteFiles quotes) {
    this.invoices = invoices;
    this.files = files;
    this.quotes = quotes;
  }

  /** A PDF file. */
  record File(String name, byte[] bytes) {}

  Optional<File> of(OutgoingMail mail) {
    try {
      return switch (mail.kind()) {
        case QUOTE, QUOTE_ACCEPTED -> Optional.of(quote(mail.aboutId()));
        case AGREEMENT -> Optional.of(new File(mail.aboutId() + ".pdf", files.pdf(mail.aboutId())));
        default -> document(mail).map(this::file);
      };
    } catch (RuntimeException e) {
      LOG.errorf(e, "mail %s goes without its document", mail.id());
      return Optional.empty();
    }
  }

  private Optional<Document> document(OutgoingMail mail) {
    return switch (mail.kind()) {
      case RECEIPT -> invoices.ofPaid(mail.aboutId());
      case REFUND -> invoices.ofRefund(mail.eventId());
      case REFUND_FAILED -> invoices.ofFailedRefund(mail.eventId());
      default -> Optional.empty();
    };
  }

  private File quote(String versionId) {
    QuoteFiles.File file = quotes.of(versionId);
    return new File(file.name(), file.bytes());
  }

  private File file(Document document) {
    return new File(document.number() + ".pdf", files.pdf(document.number()));
  }
}

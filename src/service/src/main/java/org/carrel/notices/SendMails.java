package org.carrel.notices;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/**
 * Hands mail over: take (transaction), send (none), record (transaction). A crash between sending
 * and recording sends the mail again, under the same Message-ID. It starts as soon as a mail's
 * transaction is committed, and looks by itself for what is left over.
 */
@ApplicationScoped
class SendMails {
  private static final Logger LOG = Logger.getLogger(SendMails.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int BATCH = 10;
  private static final int SENDERS = 2;

  private final Outbox outbox;
  private final Attachments attachments;
  private final Mailer mailer;
  private final NoticesConfig config;

  /** Takes nothing along from who calls: not a transaction that is over, not a request. */
  private final ManagedExecutor executor =
      ManagedExecutor.builder()
          .propagated(ThreadContext.NONE)
          .cleared(ThreadContext.ALL_REMAINING)
          .build();

  private final Semaphore free = new Semaphore(SENDERS);

  SendMails(Outbox outbox, Attachments attachments, Mailer mailer, NoticesConfig config) {
    this.outbox = outbox;
    this.attachments = attachments;
    this.mailer = mailer;
    this.config = config;
  }

  void soon(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.MailWritten written) {
    executor.execute(this::send);
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  void send() {
    if (!free.tryAcquire()) {
      return;
    }
    try {
      List<OutgoingMail> batch = outbox.take(BATCH, LEASE);
      while (!batch.isEmpty()) {
        batch.forEach(this::handOver);
        batch = outbox.take(BATCH, LEASE);
      }
    } finally {
      free.release();
    }
  }

  private Mail letter(OutgoingMail mail) {
    Mail letter =
        new Mail()
            .setFrom(config.mailFrom())
            .addTo(mail.recipient())
            .setSubject(mail.subject())
            .setText(mail.text())
            .setHtml(mail.html())
            .addHeader("Message-ID", mail.messageId())
            .addHeader("Auto-Submitted", "auto-generated");
    attachments
        .of(mail)
        .ifPresent(file -> letter.addAttachment(file.name(), file.bytes(), "application/pdf"));
    return letter;
  }

  private void handOver(OutgoingMail mail) {
    try {
      mailer.send(letter(mail));
    } catch (RuntimeException e) {
      OutgoingMail after = outbox.failed(mail.id());
      LOG.warnf(
          "mail %s is %s after attempt %d: %s",
          mail.id(), after.state(), after.attempts(), e.getClass().getSimpleName());
      return;
    }
    outbox.sent(mail.id());
    LOG.infof("mail %s sent (%s)", mail.id(), mail.kind());
  }
}

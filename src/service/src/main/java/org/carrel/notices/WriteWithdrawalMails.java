package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.passes.Order;
import org.carrel.passes.Pass;
import org.carrel.passes.PassWithdrawn;
import org.carrel.passes.Plan;
import org.carrel.passes.Withdrawal;
import org.carrel.passes.WithdrawalFailed;

/** Writes the mails about withdrawals, each in its event's own transaction. */
@ApplicationScoped
class WriteWithdrawalMails {
  private final Outbox outbox;
  private final NoticesConfig config;

  WriteWithdrawalMails(Outbox outbox, NoticesConfig config) {
    this.outbox = outbox;
    this.config = config;
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance withdrawalHtml(
        Order order, Plan plan, Withdrawal withdrawal, String status);

    static native TemplateInstance withdrawalText(
        Order order, Plan plan, Withdrawal withdrawal, String status);

    static native TemplateInstance withdrawalFailedHtml(
        Order order, Plan plan, Pass pass, Withdrawal withdrawal);

    static native TemplateInstance withdrawalFailedText(
        Order order, Plan plan, Pass pass, Withdrawal withdrawal);
  }

  /** The confirmation of receipt: what was declared, and when it came. */
  void received(@Observes PassWithdrawn event) {
    Withdrawal withdrawal = event.withdrawal();
    String status = config.baseUrl() + "/withdrawals/" + withdrawal.id();
    write(
        Kind.WITHDRAWAL,
        withdrawal,
        event.order(),
        new MailText(
            "We received your withdrawal, order " + event.order().reference(),
            Templates.withdrawalText(event.order(), event.plan(), withdrawal, status).render(),
            Templates.withdrawalHtml(event.order(), event.plan(), withdrawal, status).render()));
  }

  void failed(@Observes WithdrawalFailed event) {
    Withdrawal withdrawal = event.withdrawal();
    Order order = event.order();
    write(
        Kind.WITHDRAWAL_FAILED,
        withdrawal,
        order,
        new MailText(
            "Your money could not be sent back, order " + order.reference(),
            Templates.withdrawalFailedText(order, event.plan(), event.pass(), withdrawal).render(),
            Templates.withdrawalFailedHtml(order, event.plan(), event.pass(), withdrawal)
                .render()));
  }

  private void write(Kind kind, Withdrawal withdrawal, Order order, MailText text) {
    outbox.write(kind, withdrawal.id(), order.id(), order.email(), text);
  }
}

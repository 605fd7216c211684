package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.passes.Consent;
import org.carrel.passes.ConsentGiven;
import org.carrel.passes.Order;
import org.carrel.passes.Pass;
import org.carrel.passes.Plan;

/**
 * Confirms in writing a consent that was given at Start; one that was given at the checkout stands
 * in the receipt.
 */
@ApplicationScoped
class WriteConsentMails {
  private final Outbox outbox;

  WriteConsentMails(Outbox outbox) {
    this.outbox = outbox;
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance consentHtml(
        Order order, Plan plan, Pass pass, Consent consent, String text, String language);

    static native TemplateInstance consentText(
        Order order, Plan plan, Pass pass, Consent consent, String text, String language);
  }

  void given(@Observes ConsentGiven event) {
    Order order = event.order();
    Plan plan = event.plan();
    Pass pass = event.pass();
    Consent consent = event.consent();
    String language = consent.language();
    outbox.write(
        Kind.CONSENT,
        pass.id(),
        order.id(),
        order.email(),
        new MailText(
            "Your pass is started, order " + order.reference(),
            Templates.consentText(order, plan, pass, consent, Consent.TEXT, language).render(),
            Templates.consentHtml(order, plan, pass, consent, Consent.TEXT, language).render()));
  }
}

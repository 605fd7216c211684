package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.carrel.base.Ids;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.passes.AddressCorrected;
import org.carrel.passes.Consent;
import org.carrel.passes.LinkRenewed;
import org.carrel.passes.LinksRenewed;
import org.carrel.passes.MoneySentBack;
import org.carrel.passes.Order;
import org.carrel.passes.OrderInReview;
import org.carrel.passes.Pass;
import org.carrel.passes.PassExtended;
import org.carrel.passes.PassIssued;
import org.carrel.passes.Plan;
import org.carrel.passes.RefundFailed;

/** Writes the mail of each event into the outbox, in the event's own transaction. */
@ApplicationScoped
class WriteMails {
  private final Outbox outbox;
  private final NoticesConfig config;

  WriteMails(Outbox outbox, NoticesConfig config) {
    this.outbox = outbox;
    this.config = config;
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance receiptHtml(
        Order order, Plan plan, Pass pass, String link, String consentText);

    static native TemplateInstance receiptText(
        Order order, Plan plan, Pass pass, String link, String consentText);

    static native TemplateInstance addedHtml(
        Order order, Plan plan, Pass pass, String link, String consentText);

    static native TemplateInstance addedText(
        Order order, Plan plan, Pass pass, String link, String consentText);

    static native TemplateInstance linkHtml(Order order, Plan plan, Pass pass, String link);

    static native TemplateInstance linkText(Order order, Plan plan, Pass pass, String link);

    static native TemplateInstance linksHtml(Order order, List<MailedLink> links);

    static native TemplateInstance linksText(Order order, List<MailedLink> links);

    static native TemplateInstance reviewHtml(Order order, Plan plan);

    static native TemplateInstance reviewText(Order order, Plan plan);

    static native TemplateInstance refundHtml(Order order, Plan plan, MoneySentBack refund);

    static native TemplateInstance refundText(Order order, Plan plan, MoneySentBack refund);

    static native TemplateInstance refundFailedHtml(Order order, Plan plan, RefundFailed refund);

    static native TemplateInstance refundFailedText(Order order, Plan plan, RefundFailed refund);
  }

  void receipt(@Observes PassIssued event) {
    receipt(event.order().id(), event.order(), event.plan(), event.pass(), event.secret());
  }

  /** Goes to the right address once more, with the link that opens the pass now. */
  void corrected(@Observes AddressCorrected event) {
    String eventId = event.order().id() + "/corrected";
    receipt(eventId, event.order(), event.plan(), event.pass(), event.secret());
  }

  private void receipt(String eventId, Order order, Plan plan, Pass pass, String secret) {
    String link = link(secret);
    write(
        Kind.RECEIPT,
        eventId,
        order,
        "Receipt for your pass, " + plan.name() + ", order " + order.reference(),
        Templates.receiptText(order, plan, pass, link, Consent.TEXT),
        Templates.receiptHtml(order, plan, pass, link, Consent.TEXT));
  }

  void added(@Observes PassExtended event) {
    Order order = event.order();
    String link = link(event.secret());
    write(
        Kind.RECEIPT,
        order.id(),
        order,
        "Receipt for " + event.plan().name() + " more on your pass, order " + order.reference(),
        Templates.addedText(order, event.plan(), event.pass(), link, Consent.TEXT),
        Templates.addedHtml(order, event.plan(), event.pass(), link, Consent.TEXT));
  }

  /** Each request for a link is an event of its own. */
  void link(@Observes LinkRenewed event) {
    Order order = event.order();
    String link = link(event.secret());
    write(
        Kind.LINK,
        Ids.of("l"),
        order,
        "The link to your pass, order " + order.reference(),
        Templates.linkText(order, event.plan(), event.pass(), link),
        Templates.linkHtml(order, event.plan(), event.pass(), link));
  }

  /** One mail for all passes of an address; it stands under the newest order. */
  void links(@Observes LinksRenewed event) {
    Order order = event.links().get(0).order();
    List<MailedLink> links =
        event.links().stream()
            .map(one -> new MailedLink(one.order(), one.plan(), one.pass(), link(one.secret())))
            .toList();
    write(
        Kind.LINKS,
        Ids.of("l"),
        order,
        links.size() == 1 ? "The link to your pass" : "The links to your passes",
        Templates.linksText(order, links),
        Templates.linksHtml(order, links));
  }

  /** Once an order: money that is here again because a refund failed is told of as that. */
  void review(@Observes OrderInReview event) {
    Order order = event.order();
    if (outbox.wrote(Kind.REVIEW, order.id())) {
      return;
    }
    write(
        Kind.REVIEW,
        order.id(),
        order,
        "Your payment arrived, we are checking it, order " + order.reference(),
        Templates.reviewText(order, event.plan()),
        Templates.reviewHtml(order, event.plan()));
  }

  /** A refund is told once, by the processor's id of it. */
  void refund(@Observes MoneySentBack event) {
    Order order = event.order();
    write(
        Kind.REFUND,
        event.refundId(),
        order,
        "We sent " + event.amount() + " back, order " + order.reference(),
        Templates.refundText(order, event.plan(), event),
        Templates.refundHtml(order, event.plan(), event));
  }

  /** Where a withdrawal failed with it, the mail about that tells it. */
  void refundFailed(@Observes RefundFailed event) {
    Order order = event.order();
    if (event.withdrawal()) {
      return;
    }
    write(
        Kind.REFUND_FAILED,
        event.refundId(),
        order,
        "Your bank did not take " + event.amount() + " back, order " + order.reference(),
        Templates.refundFailedText(order, event.plan(), event),
        Templates.refundFailedHtml(order, event.plan(), event));
  }

  private void write(
      Kind kind,
      String eventId,
      Order order,
      String subject,
      TemplateInstance text,
      TemplateInstance html) {
    outbox.write(
        kind,
        eventId,
        order.id(),
        order.email(),
        new MailText(subject, text.render(), html.render()));
  }

  private String link(String secret) {
    return config.baseUrl() + "/a/" + secret;
  }
}

package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.carrel.base.Ids;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.passes.ClaimAsked;
import org.carrel.passes.Order;

/** Asks a pass's address whether an account may hold it; in the event's own transaction. */
@ApplicationScoped
class WriteClaimMails {
  private final Outbox outbox;
  private final NoticesConfig config;

  WriteClaimMails(Outbox outbox, NoticesConfig config) {
    this.outbox = outbox;
    this.config = config;
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance claimHtml(Order order, String account, List<MailedLink> links);

    static native TemplateInstance claimText(Order order, String account, List<MailedLink> links);
  }

  /** One mail for all passes of an address; it stands under the newest order. */
  void claim(@Observes ClaimAsked event) {
    Order order = event.links().get(0).order();
    String account = event.account().value();
    List<MailedLink> links =
        event.links().stream()
            .map(one -> new MailedLink(one.order(), one.plan(), one.pass(), url(one.secret())))
            .toList();
    outbox.write(
        Kind.CLAIM,
        Ids.of("l"),
        order.id(),
        order.email(),
        new MailText(
            "Put your pass into an account?",
            Templates.claimText(order, account, links).render(),
            Templates.claimHtml(order, account, links).render()));
  }

  private String url(String secret) {
    return config.baseUrl() + "/claim/" + secret;
  }
}

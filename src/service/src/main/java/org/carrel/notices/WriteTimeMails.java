package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.carrel.base.Window;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.passes.Order;
import org.carrel.passes.Pass;
import org.carrel.passes.PassEnded;
import org.carrel.passes.PassEndsSoon;
import org.carrel.passes.PassLapsed;
import org.carrel.passes.PassWaits;
import org.carrel.passes.Plan;

/**
 * Writes the mails about the time of a pass, each in its event's own transaction and once for each
 * end: a pass may come back to an end of which it was told before.
 */
@ApplicationScoped
class WriteTimeMails {
  private final Outbox outbox;
  private final NoticesConfig config;

  WriteTimeMails(Outbox outbox, NoticesConfig config) {
    this.outbox = outbox;
    this.config = config;
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance endingSoonHtml(
        Order order, Plan plan, Window window, String more);

    static native TemplateInstance endingSoonText(
        Order order, Plan plan, Window window, String more);

    static native TemplateInstance endedHtml(
        Order order, Plan plan, Window window, String again, String receipt);

    static native TemplateInstance endedText(
        Order order, Plan plan, Window window, String again, String receipt);

    static native TemplateInstance reminderHtml(Order order, Plan plan, Pass pass, String link);

    static native TemplateInstance reminderText(Order order, Plan plan, Pass pass, String link);

    static native TemplateInstance lapsedHtml(Order order, Plan plan, Pass pass, String again);

    static native TemplateInstance lapsedText(Order order, Plan plan, Pass pass, String again);
  }

  void endsSoon(@Observes PassEndsSoon event) {
    Order order = event.order();
    Window window = event.pass().window().orElseThrow();
    String more = config.baseUrl() + "/checkout?pass=" + event.pass().id() + place(order);
    write(
        Kind.ENDING_SOON,
        eventOf(event.pass(), window),
        order,
        new MailText(
            "Your pass ends soon, order " + order.reference(),
            Templates.endingSoonText(order, event.plan(), window, more).render(),
            Templates.endingSoonHtml(order, event.plan(), window, more).render()));
  }

  void ended(@Observes PassEnded event) {
    Order order = event.order();
    Window window = event.pass().window().orElseThrow();
    String receipt = config.baseUrl() + "/me/receipts/" + order.reference();
    write(
        Kind.ENDED,
        eventOf(event.pass(), window),
        order,
        new MailText(
            "Your pass has ended, order " + order.reference(),
            Templates.endedText(order, event.plan(), window, again(order), receipt).render(),
            Templates.endedHtml(order, event.plan(), window, again(order), receipt).render()));
  }

  void waits(@Observes PassWaits event) {
    Order order = event.order();
    String link = config.baseUrl() + "/a/" + event.secret();
    write(
        Kind.REMINDER,
        event.pass().id(),
        order,
        new MailText(
            "Your pass waits to be started, order " + order.reference(),
            Templates.reminderText(order, event.plan(), event.pass(), link).render(),
            Templates.reminderHtml(order, event.plan(), event.pass(), link).render()));
  }

  void lapsed(@Observes PassLapsed event) {
    Order order = event.order();
    write(
        Kind.LAPSED,
        event.pass().id(),
        order,
        new MailText(
            "Your pass was not started in time, order " + order.reference(),
            Templates.lapsedText(order, event.plan(), event.pass(), again(order)).render(),
            Templates.lapsedHtml(order, event.plan(), event.pass(), again(order)).render()));
  }

  private static String eventOf(Pass pass, Window window) {
    return pass.id() + "/" + window.end();
  }

  private String again(Order order) {
    return config.baseUrl() + "/checkout?plan=" + order.planCode() + place(order);
  }

  private static String place(Order order) {
    return order
        .itemHandle()
        .map(handle -> "&item=" + encode(handle) + "&page=" + encode(order.itemPage().orElse("")))
        .orElse("");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void write(Kind kind, String eventId, Order order, MailText text) {
    if (!outbox.wrote(kind, eventId)) {
      outbox.write(kind, eventId, order.id(), order.email(), text);
    }
  }
}

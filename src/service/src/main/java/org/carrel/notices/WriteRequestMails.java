package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.sales.Request;
import org.carrel.sales.RequestMoved;
import org.carrel.sales.RequestState;

/** Tells who asked where the request stands, at each step and in the step's own transaction. */
@ApplicationScoped
class WriteRequestMails {
  private final Outbox outbox;
  private final NoticesConfig config;

  WriteRequestMails(Outbox outbox, NoticesConfig config) {
    this.outbox = outbox;
    this.config = config;
  }

  /**
   * A step, as its mail tells it.
   *
   * @param title the subject, without the reference
   * @param text one sentence or two
   * @param said what staff wrote, line by line
   * @param go what the link leads to
   * @param link holds the secret of the request's page
   */
  record Letter(
      Request request, String title, String text, List<String> said, String go, String link) {
    @Override
    public String toString() {
      return "Letter[" + request.id() + "]";
    }
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance requestHtml(Letter letter);

    static native TemplateInstance requestText(Letter letter);
  }

  void moved(@Observes RequestMoved event) {
    Request request = event.request();
    Letter letter = letter(request, config.baseUrl() + "/request/" + event.secret());
    outbox.write(
        Kind.REQUEST,
        request.id() + "." + request.state(),
        request.id(),
        request.asker().email(),
        new MailText(
            letter.title() + ", " + request.reference(),
            Templates.requestText(letter).render(),
            Templates.requestHtml(letter).render()));
  }

  private static Letter letter(Request request, String link) {
    String title =
        switch (request.state()) {
          case UNCONFIRMED -> "Confirm your request";
          case RECEIVED -> "We have your request";
          case IN_WORK -> "A person works on your request";
          case ANSWERED -> "Our answer to your request";
          case DECLINED -> "We cannot offer this";
          case WITHDRAWN -> "Your request is withdrawn";
          case EXPIRED -> throw new IllegalStateException("nobody is told of " + request.id());
        };
    String go =
        request.state() == RequestState.UNCONFIRMED
            ? "Look at it and confirm"
            : "See where it stands";
    List<String> said = request.answer().orElse("").lines().toList();
    return new Letter(request, title, text(request), said, go, link);
  }

  private static String text(Request request) {
    return switch (request.state()) {
      case UNCONFIRMED ->
          "Somebody asked us with this address for a quote or a trial. Open the link and press the"
              + " button, and a person works on it. If that was not you, do nothing: it ends by"
              + " itself.";
      case RECEIVED -> "Your address is confirmed. The next mail comes when a person works on it.";
      case IN_WORK -> "The next mail brings our answer.";
      case ANSWERED -> "This is our answer. To go on, reply to this mail.";
      case DECLINED -> "We cannot offer what you asked for, and this is why:";
      default -> "As you wished, nobody works on it any more. You can ask again at any time.";
    };
  }
}

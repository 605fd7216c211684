package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.sales.Request;
import org.carrel.sales.Trial;
import org.carrel.sales.TrialDays;
import org.carrel.sales.TrialMoved;
import org.carrel.sales.TrialStep;
import org.carrel.sales.Trials;
import org.carrel.sales.prices.Term;

/** Tells who asked for a trial where it stands, at each step and in the step's own transaction. */
@ApplicationScoped
class WriteTrialMails {
  private final Outbox outbox;
  private final Trials trials;
  private final ReportReaders readers;
  private final NoticesConfig config;

  WriteTrialMails(Outbox outbox, Trials trials, ReportReaders readers, NoticesConfig config) {
    this.outbox = outbox;
    this.readers = readers;
    this.trials = trials;
    this.config = config;
  }

  /**
   * A step, as its mail tells it.
   *
   * @param title the subject, without the reference
   * @param text one sentence or two
   * @param said what staff wrote, line by line
   * @param what is tried, in words
   * @param days first and last; empty where there are none
   * @param link holds the secret of the request's page
   */
  record Letter(
      Trial trial,
      Request request,
      String title,
      String text,
      List<String> said,
      String what,
      String days,
      String link) {
    @Override
    public String toString() {
      return "Letter[" + trial.id() + "]";
    }
  }

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance trialHtml(Letter letter);

    static native TemplateInstance trialText(Letter letter);
  }

  /** Who gets the report of the end needs no other mail about it. */
  void moved(@Observes TrialMoved event) {
    if (event.step() == TrialStep.ENDED && getsReport(event)) {
      return;
    }
    Letter letter = letter(event);
    outbox.write(
        Kind.TRIAL,
        event.trial().id() + "." + event.step() + "." + event.at(),
        event.trial().id(),
        event.request().asker().email(),
        new MailText(
            letter.title() + ", " + event.request().reference(),
            Templates.trialText(letter).render(),
            Templates.trialHtml(letter).render()));
  }

  private boolean getsReport(TrialMoved event) {
    return event
        .trial()
        .institutionId()
        .map(readers::of)
        .filter(found -> found.has(event.request().asker().email()))
        .isPresent();
  }

  private Letter letter(TrialMoved event) {
    Trial trial = event.trial();
    return new Letter(
        trial,
        event.request(),
        title(event.step()),
        text(event.step()),
        trial.note().orElse("").lines().toList(),
        trials.titleOf(trial),
        trial.days().map(WriteTrialMails::days).orElse(""),
        config.baseUrl() + "/request/" + event.secret());
  }

  private static String days(TrialDays days) {
    return new Term(days.first(), days.last()) + ", in " + days.zone().getId();
  }

  private static String title(TrialStep step) {
    return switch (step) {
      case APPROVED -> "Your trial is approved";
      case STARTED -> "Your trial has begun";
      case EXTENDED -> "Your trial is extended";
      case ENDS_SOON -> "Your trial ends soon";
      case ENDED -> "Your trial has ended";
      case STOPPED -> "Your trial is stopped";
      case DECLINED -> "We cannot offer this trial";
      case WITHDRAWN -> "Your trial is withdrawn";
    };
  }

  private static String text(TrialStep step) {
    return switch (step) {
      case APPROVED -> "It begins by itself on its first day, and ends by itself after its last.";
      case STARTED ->
          "Everybody in your institution’s network reads now, without an account: open any"
              + " document’s page from there and press “Read now”. It ends by itself.";
      case EXTENDED -> "Everybody in your institution’s network reads on, to the new last day.";
      case ENDS_SOON ->
          "Access stops at the end of its last day. To go on after it, open the link: one click there"
              + " asks us for a quote. If you need more time to decide, reply to this mail.";
      case ENDED ->
          "Nobody reads by it any more, and nothing is charged. To go on, open the link: one click"
              + " there asks us for a quote.";
      case STOPPED -> "Nobody reads by it any more, and this is why:";
      case DECLINED -> "This is why:";
      case WITHDRAWN -> "As you wished, it does not begin. You can ask again at any time.";
    };
  }
}

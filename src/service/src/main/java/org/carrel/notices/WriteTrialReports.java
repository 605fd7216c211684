package org.carrel.notices;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.carrel.base.EmailAddress;
import org.carrel.notices.OutgoingMail.Kind;
import org.carrel.sales.Request;
import org.carrel.sales.Trial;
import org.carrel.sales.TrialMoved;
import org.carrel.sales.TrialStep;
import org.carrel.sales.TrialView;
import org.carrel.sales.Trials;
import org.carrel.usage.CountUsage;
import org.carrel.usage.UsageReport;

/**
 * Mails what was read in a trial, at its end, to those who get reports of the institution's use.
 */
@ApplicationScoped
class WriteTrialReports {
  private final Outbox outbox;
  private final ReportReaders readers;
  private final Trials trials;
  private final CountUsage usage;
  private final NoticesConfig config;

  WriteTrialReports(
      Outbox outbox, ReportReaders readers, Trials trials, CountUsage usage, NoticesConfig config) {
    this.outbox = outbox;
    this.readers = readers;
    this.trials = trials;
    this.usage = usage;
    this.config = config;
  }

  /**
   * A report, as its mail tells it.
   *
   * @param link to the page of the report, for librarians who are signed in
   */
  record Letter(
      TrialView trial, Request request, String institution, UsageReport report, String link) {}

  @CheckedTemplate(basePath = "notices")
  static class Templates {
    static native TemplateInstance trialReportHtml(Letter letter);

    static native TemplateInstance trialReportText(Letter letter);
  }

  void moved(@Observes TrialMoved event) {
    if (event.step() != TrialStep.ENDED) {
      return;
    }
    Trial trial = event.trial();
    ReportReaders.Readers to = readers.of(trial.institutionId().orElseThrow());
    String page = "/institution/" + to.institution().id() + "/trials/" + trial.id();
    Letter letter =
        new Letter(
            new TrialView(trial, event.at(), trials.titleOf(trial)),
            event.request(),
            to.institution().name(),
            usage.of(trial.grantId().orElseThrow()),
            config.baseUrl() + page);
    int number = 0;
    for (EmailAddress address : to.addresses()) {
      outbox.write(
          Kind.TRIAL_REPORT,
          trial.id() + "." + event.at() + "." + number++,
          trial.id(),
          address,
          new MailText(
              "What was read in your trial, " + event.request().reference(),
              Templates.trialReportText(letter).render(),
              Templates.trialReportHtml(letter).render()));
    }
  }
}

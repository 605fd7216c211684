package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.AskForQuote;
import org.carrel.sales.Request;
import org.carrel.sales.Requests;
import org.carrel.sales.Trial;
import org.carrel.sales.TrialView;
import org.carrel.sales.Trials;
import org.carrel.usage.CountUsage;
import org.carrel.usage.UsageReport;
import org.carrel.web.Problem;

/**
 * How much was read in a trial, for the librarians of its institution, and one click for a quote.
 */
@Path("/institution/{id}/trials/{trial}")
@Authenticated
@Produces(MediaType.TEXT_HTML)
public class TrialReportPage {
  private final ActingLibrarian librarian;
  private final Institutions institutions;
  private final Trials trials;
  private final Requests requests;
  private final AskForQuote quotes;
  private final CountUsage usage;
  private final Clock clock;

  TrialReportPage(
      ActingLibrarian librarian,
      Institutions institutions,
      Trials trials,
      Requests requests,
      AskForQuote quotes,
      CountUsage usage,
      Clock clock) {
    this.librarian = librarian;
    this.institutions = institutions;
    this.trials = trials;
    this.requests = requests;
    this.quotes = quotes;
    this.usage = usage;
    this.clock = clock;
  }

  /**
   * A trial with what was read in it.
   *
   * @param quotable whether a quote can be asked for now
   */
  record View(
      Institution institution,
      TrialView trial,
      Request request,
      UsageReport report,
      boolean quotable) {}

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance trialReport(View view);
  }

  @GET
  public String show(@PathParam("id") String id, @PathParam("trial") String trialId) {
    Trial trial = find(id, trialId);
    Request request = requests.find(trial.requestId()).orElseThrow();
    Instant now = clock.instant();
    return Templates.trialReport(
            new View(
                institutions.byId(id).orElseThrow(),
                new TrialView(trial, now, trials.titleOf(trial)),
                request,
                usage.of(trial.grantId().orElseThrow()),
                AskForQuote.isOffered(trial, request, now)))
        .render();
  }

  @POST
  @Path("quote")
  public Response quote(@PathParam("id") String id, @PathParam("trial") String trialId) {
    quotes.after(find(id, trialId));
    return Response.seeOther(URI.create("/institution/" + id + "/trials/" + trialId)).build();
  }

  /** A trial of the visitor's institution that began. */
  private Trial find(String id, String trialId) {
    librarian.of(id);
    return trials
        .find(trialId)
        .filter(trial -> trial.grantId().isPresent())
        .filter(
            trial ->
                trial
                    .institutionId()
                    .filter(one -> institutions.formerOf(id).contains(one))
                    .isPresent())
        .orElseThrow(
            () ->
                Problem.notFound(
                    "There is no such report",
                    "Its link may have been cut in two. Your institution's page names its"
                        + " trials."));
  }
}

package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.institutions.Institution;
import org.carrel.sales.TrialDays;
import org.carrel.sales.Trials;
import org.carrel.sales.WorkOnRequest;
import org.carrel.sales.WorkOnTrial;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** Trials, for staff: those that wait for a decision, those that run, and what is done with one. */
@Path("/staff/trials")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class TrialsPage {
  private static final int UNPROCESSABLE = 422;

  private final Trials trials;
  private final WorkOnTrial work;
  private final TrialDesk.Maker desks;
  private final StaffMember staff;

  TrialsPage(Trials trials, WorkOnTrial work, TrialDesk.Maker desks, StaffMember staff) {
    this.trials = trials;
    this.work = work;
    this.desks = desks;
    this.staff = staff;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance trials(
        List<TrialDesk.Row> waiting, List<TrialDesk.Row> live, List<TrialDesk.Row> past);

    static native TemplateInstance trial(
        TrialDesk desk, TrialForm form, Map<String, String> errors, String typed, String done);
  }

  @GET
  public String list() {
    return Templates.trials(
            desks.rows(trials.waiting()), desks.rows(trials.live()), desks.rows(trials.past()))
        .render();
  }

  /**
   * A trial.
   *
   * @param done what an act just came to: {@code yes}, or {@code late} where it was not to do
   */
  @GET
  @Path("{id}")
  public String show(@PathParam("id") String id, @QueryParam("done") @Nullable String done) {
    TrialDesk desk = desk(id);
    return Templates.trial(desk, desks.form(desk), Map.of(), "", done == null ? "" : done).render();
  }

  /** Allows it, as asked for or changed. */
  @POST
  @Path("{id}/approve")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response approve(@PathParam("id") String id, @BeanParam TrialForm form) {
    TrialDesk desk = desk(id);
    CheckedTrial checked =
        new CheckedTrial(form, desk.collections(), desks.today(desk.institution()), desks.rules());
    Optional<Institution> institution = desk.institution();
    if (institution.isEmpty()) {
      return again(
          desk, form, Map.of("institution", "First link the request to an institution."), "");
    }
    return checked.errors().isEmpty()
        ? done(id, work.approve(id, institution.get(), checked.terms(), staff.id()))
        : again(desk, form, checked.errors(), "");
  }

  @POST
  @Path("{id}/decline")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response decline(@PathParam("id") String id, @FormParam("reason") @Nullable String text) {
    TrialDesk desk = desk(id);
    return reason(text)
        .map(reason -> done(id, work.decline(id, reason, staff.id())))
        .orElseGet(() -> withoutReason(desk, text));
  }

  /** Gives it a later last day, also after its end. */
  @POST
  @Path("{id}/extend")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response extend(@PathParam("id") String id, @FormParam("last") @Nullable String text) {
    TrialDesk desk = desk(id);
    String typed = text == null ? "" : text.strip();
    return desk.trial()
        .days()
        .flatMap(days -> last(desk, days, typed))
        .map(last -> done(id, work.extend(id, last, staff.id())))
        .orElseGet(() -> again(desk, desks.form(desk), Map.of("last", lastWords(desk)), typed));
  }

  @POST
  @Path("{id}/stop")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response stop(@PathParam("id") String id, @FormParam("reason") @Nullable String text) {
    TrialDesk desk = desk(id);
    return reason(text)
        .map(reason -> done(id, work.stop(id, reason, staff.id())))
        .orElseGet(() -> withoutReason(desk, text));
  }

  private Optional<LocalDate> last(TrialDesk desk, TrialDays days, String typed) {
    LocalDate most = days.first().plusDays(work.mostDays() - 1L);
    return CheckedTrial.day(typed)
        .filter(day -> day.isAfter(days.last()))
        .filter(day -> !day.isBefore(desks.today(desk.institution())))
        .filter(day -> !day.isAfter(most));
  }

  private String lastWords(TrialDesk desk) {
    return "The new last day is after "
        + desk.view().lastDay()
        + ", not over yet, and makes a trial of at most "
        + desks.rules().longestDays()
        + " days.";
  }

  private TrialDesk desk(String id) {
    return trials
        .find(id)
        .map(desks::of)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "There is no such trial",
                    "Its id may have been cut in two. Look for it among the trials."));
  }

  private static Optional<String> reason(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(typed -> typed.replace("\r\n", "\n").strip())
        .filter(typed -> typed.length() >= WorkOnRequest.SHORTEST)
        .filter(typed -> typed.length() <= WorkOnRequest.LONGEST);
  }

  private Response withoutReason(TrialDesk desk, @Nullable String text) {
    String error = "A reason has 3 to 4,000 characters. Nothing was changed.";
    return again(desk, desks.form(desk), Map.of("reason", error), text == null ? "" : text);
  }

  private static Response again(
      TrialDesk desk, TrialForm form, Map<String, String> errors, String typed) {
    return Response.status(UNPROCESSABLE)
        .entity(Templates.trial(desk, form, errors, typed, "").render())
        .build();
  }

  private static Response done(String id, boolean happened) {
    String outcome = happened ? "yes" : "late";
    return Response.seeOther(URI.create("/staff/trials/" + id + "?done=" + outcome)).build();
  }
}

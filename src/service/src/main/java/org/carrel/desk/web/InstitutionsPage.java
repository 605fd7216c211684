package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.institutions.Country;
import org.carrel.institutions.Institution;
import org.carrel.institutions.InstitutionType;
import org.carrel.institutions.Institutions;
import org.carrel.sales.Quotes;
import org.carrel.sales.Request;
import org.carrel.sales.Requests;
import org.carrel.sales.Trials;
import org.carrel.sales.WorkOnRequest;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** The institutions, for staff: find one, look at it, add one. */
@Path("/staff/institutions")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class InstitutionsPage {
  private static final int UNPROCESSABLE = 422;

  private final Institutions institutions;
  private final Requests requests;
  private final WorkOnRequest work;
  private final RequestDesk.Maker desks;
  private final Quotes quotes;
  private final AgreementDesk agreements;
  private final Trials trials;
  private final TrialDesk.Maker trialDesks;
  private final StaffMember staff;

  InstitutionsPage(
      Institutions institutions,
      Requests requests,
      WorkOnRequest work,
      RequestDesk.Maker desks,
      Quotes quotes,
      AgreementDesk agreements,
      Trials trials,
      TrialDesk.Maker trialDesks,
      StaffMember staff) {
    this.institutions = institutions;
    this.requests = requests;
    this.work = work;
    this.desks = desks;
    this.quotes = quotes;
    this.agreements = agreements;
    this.trials = trials;
    this.trialDesks = trialDesks;
    this.staff = staff;
  }

  /** What the form offers to choose from. */
  record Choices(List<Country> countries, List<InstitutionType> types, List<String> zones) {
    static final Choices ALL =
        new Choices(
            Country.all(),
            List.of(InstitutionType.values()),
            ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.matches("(Africa|America|Asia|Australia|Europe|Pacific)/.*"))
                .sorted()
                .toList());
  }

  /** An institution with those that it belongs together with. */
  record View(
      Institution institution,
      Optional<Institution> parent,
      List<Institution> parts,
      Optional<Institution> now,
      List<RequestDesk.Row> requests,
      List<Quotes.Listed> quotes,
      List<AgreementCard> agreements,
      List<TrialDesk.Row> trials) {}

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance institutions(String q, List<Institution> found, int most);

    static native TemplateInstance addInstitution(
        InstitutionForm form,
        Map<String, String> errors,
        Optional<Institution> parent,
        Optional<Request> request,
        Choices choices);

    static native TemplateInstance institution(View view);
  }

  @GET
  public String find(@QueryParam("q") @Nullable String query) {
    String q = query == null ? "" : query.strip();
    return Templates.institutions(q, institutions.search(q), Institutions.MOST_FOUND).render();
  }

  /**
   * The form to add one.
   *
   * @param parent id of the institution that it is part of
   * @param request id of the request that it is known from
   */
  @GET
  @Path("add")
  public String form(
      @QueryParam("parent") @Nullable String parent,
      @QueryParam("request") @Nullable String request) {
    InstitutionForm form =
        Optional.ofNullable(request)
            .flatMap(requests::find)
            .map(InstitutionForm::of)
            .orElseGet(() -> InstitutionForm.partOf(parent));
    return page(form, Map.of());
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(@BeanParam InstitutionForm form) {
    CheckedInstitution checked = new CheckedInstitution(form, institutions, "");
    if (!checked.errors().isEmpty()) {
      return Response.status(UNPROCESSABLE).entity(page(form, checked.errors())).build();
    }
    Institution added = institutions.add(checked.institution(parent(form)), staff.id());
    Optional<Request> from = request(form);
    from.ifPresent(request -> work.comesFrom(request.id(), added.id(), staff.id()));
    return Response.seeOther(
            URI.create(
                from.map(request -> "/staff/requests/" + request.id() + "?done=yes")
                    .orElse("/staff/institutions/" + added.id())))
        .build();
  }

  @GET
  @Path("{id}")
  public String show(@PathParam("id") String id) {
    Institution institution = institutions.byId(id).orElseThrow(InstitutionsPage::unknown);
    return Templates.institution(
            new View(
                institution,
                institution.parentId().flatMap(institutions::byId),
                institutions.partsOf(id),
                institution.mergedInto().flatMap(institutions::byId),
                desks.rows(requests.of(institutions.formerOf(id))),
                quotes.ofInstitution(institutions.formerOf(id)),
                agreements.of(institutions.formerOf(id)),
                trialDesks.rows(trials.of(institutions.formerOf(id)))))
        .render();
  }

  private String page(InstitutionForm form, Map<String, String> errors) {
    return Templates.addInstitution(form, errors, parent(form), request(form), Choices.ALL)
        .render();
  }

  private Optional<Institution> parent(InstitutionForm form) {
    return form.parent().isEmpty()
        ? Optional.empty()
        : Optional.of(institutions.byId(form.parent()).orElseThrow(InstitutionsPage::unknown));
  }

  private Optional<Request> request(InstitutionForm form) {
    return form.request().isEmpty() ? Optional.empty() : requests.find(form.request());
  }

  static Problem unknown() {
    return Problem.notFound(
        "There is no such institution",
        "Its id may have been cut in two. Search by name or domain instead.");
  }
}

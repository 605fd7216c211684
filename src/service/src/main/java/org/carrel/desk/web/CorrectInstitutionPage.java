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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;

/** Corrects what is known of an institution: its name, size, zone, domain. */
@Path("/staff/institutions/{id}/edit")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class CorrectInstitutionPage {
  private static final int UNPROCESSABLE = 422;

  private final Institutions institutions;
  private final StaffMember staff;

  CorrectInstitutionPage(Institutions institutions, StaffMember staff) {
    this.institutions = institutions;
    this.staff = staff;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance correctInstitution(
        Institution institution,
        InstitutionForm form,
        Map<String, String> errors,
        InstitutionsPage.Choices choices);
  }

  @GET
  public String form(@PathParam("id") String id) {
    Institution institution = institution(id);
    return page(institution, InstitutionForm.of(institution), Map.of());
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response correct(@PathParam("id") String id, @BeanParam InstitutionForm form) {
    Institution institution = institution(id);
    CheckedInstitution checked = new CheckedInstitution(form, institutions, id);
    if (!checked.errors().isEmpty()) {
      return Response.status(UNPROCESSABLE)
          .entity(page(institution, form, checked.errors()))
          .build();
    }
    if (institutions.correct(id, form.seen(), checked.institution(Optional.empty()), staff.id())) {
      return Response.seeOther(URI.create("/staff/institutions/" + id)).build();
    }
    form.seen = institution.version();
    String error =
        "Somebody changed it meanwhile. Look at it in another window, then send this again.";
    return Response.status(Response.Status.CONFLICT)
        .entity(page(institution, form, Map.of("errors", error)))
        .build();
  }

  private static String page(
      Institution institution, InstitutionForm form, Map<String, String> errors) {
    return Templates.correctInstitution(institution, form, errors, InstitutionsPage.Choices.ALL)
        .render();
  }

  private Institution institution(String id) {
    return institutions
        .byId(id)
        .filter(found -> found.mergedInto().isEmpty())
        .orElseThrow(InstitutionsPage::unknown);
  }
}

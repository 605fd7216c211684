package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Optional;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.MergeInstitutions;
import org.carrel.web.Problem;

/** Two institutions that are one, for staff: which one stays is named before it is done. */
@Path("/staff/institutions/{id}/merge")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class MergePage {
  private final Institutions institutions;
  private final MergeInstitutions merging;
  private final StaffMember staff;

  MergePage(Institutions institutions, MergeInstitutions merging, StaffMember staff) {
    this.institutions = institutions;
    this.merging = merging;
    this.staff = staff;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance merge(Institution from, Optional<Institution> into, String id);
  }

  /**
   * Asks into which one, then asks back.
   *
   * @param into id of the institution that stays
   */
  @GET
  public String ask(@PathParam("id") String id, @QueryParam("into") @DefaultValue("") String into) {
    Institution from = institutions.byId(id).orElseThrow(InstitutionsPage::unknown);
    return Templates.merge(from, institutions.byId(into.strip()), into).render();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response merge(
      @PathParam("id") String id, @FormParam("into") @DefaultValue("") String into) {
    Institution from = institutions.byId(id).orElseThrow(InstitutionsPage::unknown);
    Institution stays = institutions.byId(into).orElseThrow(InstitutionsPage::unknown);
    String hindrance = words(merging.merge(from.id(), stays.id(), staff.id()));
    if (!hindrance.isEmpty()) {
      throw Problem.conflict("These two cannot be merged", hindrance + " Nothing was changed.");
    }
    return Response.seeOther(URI.create("/staff/institutions/" + stays.id())).build();
  }

  private static String words(MergeInstitutions.Outcome outcome) {
    return switch (outcome) {
      case MERGED -> "";
      case ONE_ALREADY -> "They are one already, or one of them was merged before.";
      case IN_A_CIRCLE -> "The one that stays is a part of a part of the other.";
      case HAS_RANGES ->
          "The one that goes, or a part of it, has ranges. Take them away at its page Ranges and"
              + " access, and enter them at the one that stays.";
    };
  }
}

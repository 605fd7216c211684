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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.institutions.Courtesies;
import org.carrel.institutions.Courtesy;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.IpRange;
import org.carrel.institutions.Range;
import org.carrel.institutions.Ranges;
import org.carrel.web.Problem;

/** An institution's ranges and what they may read, for staff: enter, vouch, give, end. */
@Path("/staff/institutions/{id}")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class RangeAccessPage {
  private static final int UNPROCESSABLE = 422;

  private final Institutions institutions;
  private final Ranges ranges;
  private final Courtesies courtesies;
  private final Collections collections;
  private final CourtesyRow.Maker rows;
  private final StaffMember staff;

  RangeAccessPage(
      Institutions institutions,
      Ranges ranges,
      Courtesies courtesies,
      Collections collections,
      CourtesyRow.Maker rows,
      StaffMember staff) {
    this.institutions = institutions;
    this.ranges = ranges;
    this.courtesies = courtesies;
    this.collections = collections;
    this.rows = rows;
    this.staff = staff;
  }

  /** What the page shows besides its forms. */
  record View(
      Institution institution,
      List<Range> ranges,
      List<CourtesyRow> courtesies,
      List<Collection> collections) {}

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance rangeAccess(
        View view, RangeForm range, CourtesyForm courtesy, Map<String, String> errors);
  }

  @GET
  @Path("access")
  public Response show(@PathParam("id") String id) {
    return page(200, institution(id), new RangeForm(), new CourtesyForm(), Map.of());
  }

  @POST
  @Path("ranges")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response enter(@PathParam("id") String id, @BeanParam RangeForm form) {
    Institution institution = institution(id);
    Optional<String> error = entered(institution, form);
    return error
        .map(text -> refused(institution, form, new CourtesyForm(), Map.of("range", text)))
        .orElseGet(() -> back(id));
  }

  private Optional<String> entered(Institution institution, RangeForm form) {
    try {
      IpRange addresses = IpRange.parse(form.range());
      Ranges.Outcome outcome = ranges.enter(institution, addresses, form.shared(), staff.id());
      if (outcome instanceof Ranges.Outcome.InUse inUse) {
        form.askToShare();
        return Optional.of(inUse(inUse.others()));
      }
      return outcome instanceof Ranges.Outcome.Known
          ? Optional.of("The institution has this range already.")
          : Optional.empty();
    } catch (IpRange.Unusable unusable) {
      return Optional.of(String.valueOf(unusable.getMessage()));
    }
  }

  private String inUse(List<Range> others) {
    Range first = others.get(0);
    String whose =
        institutions.byId(first.institutionId()).map(Institution::name).orElse("another one");
    String more = others.size() == 1 ? "" : " and " + (others.size() - 1) + " more";
    return "These addresses are in use elsewhere: "
        + first.written()
        + " of "
        + whose
        + more
        + ". Nothing was entered. If they do share them, say why.";
  }

  @POST
  @Path("ranges/{range}/end")
  public Response endRange(@PathParam("id") String id, @PathParam("range") String range) {
    Range found =
        ranges.of(institution(id).id()).stream()
            .filter(one -> one.id().equals(range))
            .findFirst()
            .orElseThrow(RangeAccessPage::unknown);
    ranges.end(found, staff.id());
    return back(id);
  }

  @POST
  @Path("courtesies")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response give(@PathParam("id") String id, @BeanParam CourtesyForm form) {
    Institution institution = institution(id);
    CheckedCourtesy checked = new CheckedCourtesy(form, collections.all(), rows.today(institution));
    if (!checked.errors().isEmpty()) {
      return refused(institution, new RangeForm(), form, checked.errors());
    }
    courtesies.give(institution, checked.collections(), form.admits(), checked.terms(), staff.id());
    return back(id);
  }

  @POST
  @Path("courtesies/{courtesy}/end")
  public Response endCourtesy(@PathParam("id") String id, @PathParam("courtesy") String courtesy) {
    Courtesy found =
        courtesies.of(institution(id).id(), courtesy).orElseThrow(RangeAccessPage::unknown);
    courtesies.end(found, staff.id());
    return back(id);
  }

  private Response refused(
      Institution institution, RangeForm range, CourtesyForm courtesy, Map<String, String> errors) {
    return page(UNPROCESSABLE, institution, range, courtesy, errors);
  }

  private Response page(
      int status,
      Institution institution,
      RangeForm range,
      CourtesyForm courtesy,
      Map<String, String> errors) {
    View view =
        new View(institution, ranges.of(institution.id()), rows.of(institution), collections.all());
    return Response.status(status)
        .entity(Templates.rangeAccess(view, range, courtesy, errors).render())
        .build();
  }

  private static Response back(String id) {
    return Response.seeOther(URI.create("/staff/institutions/" + id + "/access")).build();
  }

  private Institution institution(String id) {
    return institutions
        .byId(id)
        .filter(found -> found.mergedInto().isEmpty())
        .orElseThrow(RangeAccessPage::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound(
        "There is no such institution, range or access",
        "It may have been ended, or its id was cut in two. Look for the institution again.");
  }
}

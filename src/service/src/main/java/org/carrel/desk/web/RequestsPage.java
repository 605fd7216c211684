package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.List;
import java.util.Optional;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.Request;
import org.carrel.sales.Requests;
import org.carrel.sales.WorkOnRequest;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** The queue of requests, for staff: whose each is, by when, and what is done with it. */
@Path("/staff/requests")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class RequestsPage {
  private static final int UNPROCESSABLE = 422;

  private final Requests requests;
  private final WorkOnRequest work;
  private final Institutions institutions;
  private final RequestDesk.Maker desks;
  private final StaffMember staff;

  RequestsPage(
      Requests requests,
      WorkOnRequest work,
      Institutions institutions,
      RequestDesk.Maker desks,
      StaffMember staff) {
    this.requests = requests;
    this.work = work;
    this.institutions = institutions;
    this.desks = desks;
    this.staff = staff;
  }

  /**
   * What was typed and is to be corrected.
   *
   * @param field {@code answer} or {@code reason}; empty where nothing is wrong
   */
  record Typed(String field, String text) {
    private static final Typed NOTHING = new Typed("", "");
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance requests(List<RequestDesk.Row> rows, boolean closed);

    static native TemplateInstance request(RequestDesk desk, Typed typed, String done);
  }

  /**
   * The queue, the one that is due first at the top.
   *
   * @param closed whether those are shown that came to their end
   */
  @GET
  public String queue(@QueryParam("closed") boolean closed) {
    List<Request> listed = closed ? requests.closed() : requests.open();
    return Templates.requests(desks.rows(listed), closed).render();
  }

  /**
   * A request.
   *
   * @param done what an act just came to: {@code yes}, or {@code late} where it was not to do
   */
  @GET
  @Path("{id}")
  public String show(@PathParam("id") String id, @QueryParam("done") @Nullable String done) {
    return Templates.request(desks.of(find(id)), Typed.NOTHING, done == null ? "" : done).render();
  }

  @POST
  @Path("{id}/take")
  public Response take(@PathParam("id") String id) {
    return done(id, work.take(find(id).id(), staff.id()));
  }

  @POST
  @Path("{id}/answer")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response answer(@PathParam("id") String id, @FormParam("answer") @Nullable String text) {
    Request request = find(id);
    return written(text)
        .map(answer -> done(id, work.answer(id, answer, staff.id())))
        .orElseGet(() -> again(request, "answer", text));
  }

  @POST
  @Path("{id}/decline")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response decline(@PathParam("id") String id, @FormParam("reason") @Nullable String text) {
    Request request = find(id);
    return written(text)
        .map(reason -> done(id, work.decline(id, reason, staff.id())))
        .orElseGet(() -> again(request, "reason", text));
  }

  /** Writes down which institution it comes from. */
  @POST
  @Path("{id}/institution")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response link(
      @PathParam("id") String id, @FormParam("institution") @Nullable String institutionId) {
    Request request = find(id);
    Institution institution =
        Optional.ofNullable(institutionId)
            .flatMap(institutions::byId)
            .orElseThrow(InstitutionsPage::unknown);
    work.comesFrom(request.id(), institution.id(), staff.id());
    return done(id, true);
  }

  private Request find(String id) {
    return requests
        .find(id)
        .filter(request -> request.confirmedAt().isPresent())
        .orElseThrow(
            () ->
                Problem.notFound(
                    "There is no such request",
                    "Its id may have been cut in two, or its address was never confirmed."));
  }

  private static Optional<String> written(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(typed -> typed.replace("\r\n", "\n").strip())
        .filter(typed -> typed.length() >= WorkOnRequest.SHORTEST)
        .filter(typed -> typed.length() <= WorkOnRequest.LONGEST);
  }

  private Response again(Request request, String field, @Nullable String text) {
    Typed typed = new Typed(field, text == null ? "" : text);
    return Response.status(UNPROCESSABLE)
        .entity(Templates.request(desks.of(request), typed, "").render())
        .build();
  }

  private static Response done(String id, boolean happened) {
    String outcome = happened ? "yes" : "late";
    return Response.seeOther(URI.create("/staff/requests/" + id + "?done=" + outcome)).build();
  }
}

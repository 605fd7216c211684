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
import org.carrel.base.EmailAddress;
import org.carrel.sales.AcceptOnPaper;
import org.carrel.sales.QuoteVersion;
import org.carrel.sales.SignedPaper;

/** A quote that was accepted on paper: staff record who signed and keep the file. */
@Path("/staff/quotes/{id}/paper")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class PaperPage {
  private static final int UNPROCESSABLE = 422;

  private final QuoteDesk desk;
  private final AcceptOnPaper papers;
  private final StaffMember staff;

  PaperPage(QuoteDesk desk, AcceptOnPaper papers, StaffMember staff) {
    this.desk = desk;
    this.papers = papers;
    this.staff = staff;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance paper(
        QuoteCard card,
        QuoteVersion sent,
        PaperForm form,
        Map<String, String> errors,
        List<SignedPaper.Kind> kinds);
  }

  @GET
  public Response form(@PathParam("id") String id) {
    QuoteCard card = desk.card(id);
    return card.sentVersion()
        .map(sent -> Response.ok(page(card, sent, PaperForm.of(sent), Map.of())).build())
        .orElseGet(() -> to(id, "?done=not-as-seen"));
  }

  @POST
  @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
  public Response accept(@PathParam("id") String id, @BeanParam PaperForm form) {
    QuoteCard card = desk.card(id);
    Optional<QuoteVersion> sent =
        card.sentVersion().filter(version -> version.id().equals(form.version()));
    if (sent.isEmpty()) {
      return to(id, "?done=not-as-seen");
    }
    Map<String, String> errors = form.errors();
    if (!errors.isEmpty()) {
      return Response.status(UNPROCESSABLE).entity(page(card, sent.get(), form, errors)).build();
    }
    boolean done =
        papers.record(
            sent.get().id(),
            EmailAddress.parse(form.email()).orElseThrow(),
            form.signing(),
            form.paper().orElseThrow(),
            staff.id());
    return to(id, done ? "" : "?done=not-as-seen");
  }

  private static String page(
      QuoteCard card, QuoteVersion sent, PaperForm form, Map<String, String> errors) {
    return Templates.paper(card, sent, form, errors, List.of(SignedPaper.Kind.values())).render();
  }

  private static Response to(String id, String query) {
    return Response.seeOther(URI.create("/staff/quotes/" + id + query)).build();
  }
}

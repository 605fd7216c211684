package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Contact;
import org.carrel.institutions.Contacts;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.Librarian;
import org.carrel.institutions.Librarians;
import org.carrel.invoices.InvoiceFiles;
import org.carrel.sales.Requests;
import org.carrel.sales.Trials;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;

/**
 * An institution, for its librarians: where its requests stand, and who its people are. For
 * everybody else there is no such page.
 */
@Path("/institution/{id}")
@Authenticated
@Produces(MediaType.TEXT_HTML)
public class LibrarianPage {
  private static final int UNPROCESSABLE = 422;
  private static final int MOST_GIVEN = 10;

  private final Institutions institutions;
  private final Librarians librarians;
  private final Contacts contacts;
  private final Requests requests;
  private final RequestDesk.Maker desks;
  private final AgreementDesk agreements;
  private final SignOnRow.Maker signOn;
  private final InvoiceFiles files;
  private final Trials trials;
  private final TrialDesk.Maker trialDesks;
  private final ActingLibrarian librarian;
  private final RateLimits limits;

  LibrarianPage(
      Institutions institutions,
      Librarians librarians,
      Contacts contacts,
      Requests requests,
      RequestDesk.Maker desks,
      AgreementDesk agreements,
      SignOnRow.Maker signOn,
      InvoiceFiles files,
      Trials trials,
      TrialDesk.Maker trialDesks,
      ActingLibrarian librarian,
      RateLimits limits) {
    this.institutions = institutions;
    this.librarians = librarians;
    this.contacts = contacts;
    this.requests = requests;
    this.desks = desks;
    this.agreements = agreements;
    this.signOn = signOn;
    this.files = files;
    this.trials = trials;
    this.trialDesks = trialDesks;
    this.librarian = librarian;
    this.limits = limits;
  }

  /** An institution with its people and what they asked for. */
  record View(
      Institution institution,
      List<RequestDesk.Row> requests,
      List<AgreementCard> agreements,
      List<TrialDesk.Row> trials,
      List<SignOnRow> signOn,
      List<Librarian> librarians,
      List<Contact> contacts) {}

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance librarian(View view, String error, String email);
  }

  @GET
  public String show(@PathParam("id") String id) {
    librarian.of(id);
    return page(id, "", "");
  }

  /** Gives the role to a colleague. */
  @POST
  @Path("librarians")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response give(
      @PathParam("id") String id, @FormParam("email") @DefaultValue("") String email) {
    String by = librarian.of(id);
    limits.take("librarian-give", by, MOST_GIVEN, Duration.ofHours(1));
    String error =
        EmailAddress.parse(email)
            .map(address -> librarians.give(id, address, by))
            .map(LibrarianPage::words)
            .orElse("This is not a complete e-mail address.");
    return error.isEmpty()
        ? toPage(id)
        : Response.status(UNPROCESSABLE).entity(page(id, error, email)).build();
  }

  @POST
  @Path("librarians/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response end(
      @PathParam("id") String id, @FormParam("reader") @DefaultValue("") String reader) {
    String by = librarian.of(id);
    if (!librarians.end(id, reader, by)) {
      throw Problem.notFound(
          "This account is no librarian of this institution",
          "It may have lost the role already. Look at the list of librarians once more.");
    }
    return reader.equals(by) ? Response.seeOther(URI.create("/me")).build() : toPage(id);
  }

  /** The invoice of an agreement of the own institution. */
  @GET
  @Path("agreements/{agreement}/invoice.pdf")
  @Produces("application/pdf")
  public Response invoice(@PathParam("id") String id, @PathParam("agreement") String agreement) {
    librarian.of(id);
    AgreementCard own =
        agreements.of(institutions.formerOf(id)).stream()
            .filter(card -> card.agreement().id().equals(agreement))
            .findFirst()
            .orElseThrow(AgreementDesk::unknown);
    return AgreementsPage.pdf(own, files);
  }

  private String page(String id, String error, String email) {
    Institution institution = institutions.byId(id).orElseThrow(ActingLibrarian::unknown);
    View view =
        new View(
            institution,
            desks.rows(requests.of(institutions.formerOf(id))),
            agreements.of(institutions.formerOf(id)),
            trialDesks.rows(trials.of(institutions.formerOf(id))),
            signOn.of(id),
            librarians.of(id),
            contacts.of(id));
    return Templates.librarian(view, error, email).render();
  }

  /** Tells no librarian whether a strange address has an account, or several. */
  private static String words(Librarians.Given given) {
    return switch (given) {
      case GIVEN, HAD_IT -> "";
      case NOBODY, SEVERAL ->
          "No single account has proved this address. Ask its owner to sign in once, then give the"
              + " role.";
    };
  }

  private static Response toPage(String id) {
    return Response.seeOther(URI.create("/institution/" + id)).build();
  }
}

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
import java.util.List;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Contact;
import org.carrel.institutions.ContactRole;
import org.carrel.institutions.Contacts;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.Librarian;
import org.carrel.institutions.Librarians;

/** The people of an institution, for staff: whom to write to, and who may act for it. */
@Path("/staff/institutions/{id}/people")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class PeoplePage {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 200;

  private final Institutions institutions;
  private final Contacts contacts;
  private final Librarians librarians;
  private final StaffMember staff;

  PeoplePage(
      Institutions institutions, Contacts contacts, Librarians librarians, StaffMember staff) {
    this.institutions = institutions;
    this.contacts = contacts;
    this.librarians = librarians;
    this.staff = staff;
  }

  /** An institution and its people. */
  record View(
      Institution institution,
      List<Contact> contacts,
      List<Librarian> librarians,
      List<ContactRole> roles) {}

  /**
   * What was typed and is to be corrected.
   *
   * @param form {@code contact} or {@code librarian}; empty where nothing is wrong
   */
  record Typed(String form, String error, String name, String email) {
    private static final Typed NOTHING = new Typed("", "", "", "");
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance people(View view, Typed typed, boolean done);
  }

  @GET
  @Consumes(MediaType.WILDCARD)
  public String show(@PathParam("id") String id, @QueryParam("done") boolean done) {
    return Templates.people(view(find(id)), Typed.NOTHING, done).render();
  }

  @POST
  @Path("contacts")
  public Response addContact(
      @PathParam("id") String id,
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("email") @DefaultValue("") String email,
      @FormParam("role") @DefaultValue("") String role) {
    Institution institution = find(id);
    Optional<EmailAddress> address = EmailAddress.parse(email);
    Optional<ContactRole> known = ContactRole.named(role);
    String who = name.strip();
    if (who.isEmpty() || who.length() > LONGEST_NAME || address.isEmpty() || known.isEmpty()) {
      String error = "A contact has a name, a complete e-mail address and a role.";
      return again(institution, new Typed("contact", error, name, email));
    }
    contacts.add(id, new Contact(address.get(), who, known.get()), staff.id());
    return done(id);
  }

  @POST
  @Path("contacts/remove")
  public Response removeContact(
      @PathParam("id") String id,
      @FormParam("email") @DefaultValue("") String email,
      @FormParam("role") @DefaultValue("") String role) {
    Institution institution = find(id);
    EmailAddress.parse(email)
        .ifPresent(
            address ->
                ContactRole.named(role)
                    .ifPresent(
                        known -> contacts.remove(institution.id(), address, known, staff.id())));
    return done(id);
  }

  /** Gives the role librarian to the account that has proved an address. */
  @POST
  @Path("librarians")
  public Response give(
      @PathParam("id") String id, @FormParam("email") @DefaultValue("") String email) {
    Institution institution = find(id);
    String error =
        EmailAddress.parse(email)
            .map(address -> librarians.give(id, address, staff.id()))
            .map(PeoplePage::words)
            .orElse("This is not a complete e-mail address.");
    return error.isEmpty()
        ? done(id)
        : again(institution, new Typed("librarian", error, "", email));
  }

  @POST
  @Path("librarians/end")
  public Response end(
      @PathParam("id") String id, @FormParam("reader") @DefaultValue("") String reader) {
    librarians.end(find(id).id(), reader, staff.id());
    return done(id);
  }

  static String words(Librarians.Given given) {
    return switch (given) {
      case GIVEN, HAD_IT -> "";
      case NOBODY ->
          "Nobody has signed in with this address and proved it. Ask its owner to sign in once,"
              + " then give the role.";
      case SEVERAL -> "More than one account has proved this address. Nothing was changed.";
    };
  }

  private View view(Institution institution) {
    return new View(
        institution,
        contacts.of(institution.id()),
        librarians.of(institution.id()),
        List.of(ContactRole.values()));
  }

  private Institution find(String id) {
    return institutions
        .byId(id)
        .filter(found -> found.mergedInto().isEmpty())
        .orElseThrow(InstitutionsPage::unknown);
  }

  private Response again(Institution institution, Typed typed) {
    return Response.status(UNPROCESSABLE)
        .entity(Templates.people(view(institution), typed, false).render())
        .build();
  }

  private static Response done(String id) {
    return Response.seeOther(URI.create("/staff/institutions/" + id + "/people?done=true")).build();
  }
}

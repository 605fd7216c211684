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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.institutions.Attachment;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.NewProvider;
import org.carrel.institutions.Provider;
import org.carrel.institutions.Providers;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** The providers of sign-on, for staff: register one, and say for which institutions it speaks. */
@Path("/staff/providers")
@RolesAllowed("staff")
@Produces(MediaType.TEXT_HTML)
public class ProvidersPage {
  private static final int UNPROCESSABLE = 422;

  private final Providers providers;
  private final Institutions institutions;
  private final StaffMember staff;

  ProvidersPage(Providers providers, Institutions institutions, StaffMember staff) {
    this.providers = providers;
    this.institutions = institutions;
    this.staff = staff;
  }

  /** An institution for which a provider speaks. */
  record Row(Attachment attachment, Institution institution) {}

  /** What was typed to attach an institution. */
  record Typed(String institution, String scope) {}

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance providers(
        List<Provider> all, ProviderForm form, Map<String, String> errors);

    static native TemplateInstance provider(
        Provider one, List<Row> rows, Typed typed, Map<String, String> errors);
  }

  @GET
  public String list() {
    return Templates.providers(providers.all(), new ProviderForm(), Map.of()).render();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response register(@BeanParam ProviderForm form) {
    Map<String, String> errors = form.errors();
    if (errors.isEmpty()) {
      NewProvider made = form.provider();
      Optional<Provider> registered = providers.register(made, staff.id());
      if (registered.isPresent()) {
        return to(registered.get().id());
      }
      errors = taken(made);
    }
    return Response.status(UNPROCESSABLE)
        .entity(Templates.providers(providers.all(), form, errors).render())
        .build();
  }

  private Map<String, String> taken(NewProvider made) {
    return providers
        .byEntityId(made.protocol(), made.entityId())
        .map(
            owner ->
                Map.of(
                    "entity",
                    "It belongs to “"
                        + owner.name()
                        + "” already. Attach the institution there, by a scope of its own."))
        .orElse(Map.of("alias", "Another provider has this name at Keycloak."));
  }

  @GET
  @Path("{id}")
  public String show(@PathParam("id") String id) {
    return page(provider(id), new Typed("", ""), Map.of());
  }

  /**
   * Attaches an institution.
   *
   * @param asked its id, ROR id, domain or name
   * @param scope the scope by which it is told from others; empty for all that it says
   */
  @POST
  @Path("{id}/institutions")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response attach(
      @PathParam("id") String id,
      @FormParam("institution") @Nullable String asked,
      @FormParam("scope") @Nullable String scope) {
    Provider provider = provider(id);
    Typed typed = new Typed(asked == null ? "" : asked.strip(), scope == null ? "" : scope.strip());
    Map<String, String> errors = new LinkedHashMap<>();
    List<Institution> found = meant(typed.institution());
    if (found.size() == 1) {
      errors.putAll(attached(provider, found.get(0), typed.scope()));
    } else {
      errors.put(
          "institution",
          found.isEmpty()
              ? "No institution has this name, domain or id."
              : "Several fit. Give its id, which stands at the end of its page's address.");
    }
    return errors.isEmpty()
        ? to(id)
        : Response.status(UNPROCESSABLE).entity(page(provider, typed, errors)).build();
  }

  private Map<String, String> attached(Provider provider, Institution one, String scope) {
    return switch (providers.attach(provider, one, scope.isEmpty() ? null : scope, staff.id())) {
      case ATTACHED -> Map.of();
      case TAKEN ->
          Map.of("scope", "It speaks for an institution there already. Choose another scope.");
      case NO_SUCH_SCOPE -> Map.of("scope", "This is none of its scopes.");
      case SCOPE_MISSING ->
          Map.of("scope", "It has several scopes. Choose the one that names this institution.");
    };
  }

  private List<Institution> meant(String asked) {
    List<Institution> found =
        asked.isEmpty()
            ? List.of()
            : institutions.search(asked).stream()
                .filter(one -> one.mergedInto().isEmpty())
                .toList();
    List<Institution> exact =
        found.stream().filter(one -> one.name().equalsIgnoreCase(asked)).toList();
    return exact.size() == 1 ? exact : found;
  }

  @POST
  @Path("{id}/institutions/{attachment}/end")
  public Response detach(@PathParam("id") String id, @PathParam("attachment") String attachment) {
    Attachment found =
        providers.attachmentsOf(provider(id).id()).stream()
            .filter(one -> one.id().equals(attachment))
            .findFirst()
            .orElseThrow(ProvidersPage::unknown);
    providers.detach(found, staff.id());
    return to(id);
  }

  private String page(Provider provider, Typed typed, Map<String, String> errors) {
    List<Row> rows =
        providers.attachmentsOf(provider.id()).stream()
            .map(one -> new Row(one, institutions.byId(one.institutionId()).orElseThrow()))
            .toList();
    return Templates.provider(provider, rows, typed, errors).render();
  }

  private static Response to(String id) {
    return Response.seeOther(URI.create("/staff/providers/" + id)).build();
  }

  private Provider provider(String id) {
    return providers.byId(id).orElseThrow(ProvidersPage::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound(
        "There is no such provider or attachment",
        "It may have been ended, or its id was cut in two. Look for the provider again.");
  }
}

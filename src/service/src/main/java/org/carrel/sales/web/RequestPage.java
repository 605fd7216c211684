package org.carrel.sales.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Ids;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.catalog.Item;
import org.carrel.catalog.Items;
import org.carrel.sales.TakeRequest;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;
import org.jspecify.annotations.Nullable;

/** Where an organization asks for a quote or a trial. */
@Path("/institutions")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class RequestPage {
  private static final int MOST_AN_HOUR = 20;
  private static final int UNPROCESSABLE = 422;

  private final TakeRequest takeRequest;
  private final Items items;
  private final Collections collections;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  RequestPage(
      TakeRequest takeRequest,
      Items items,
      Collections collections,
      RateLimits limits,
      ClientAddresses addresses) {
    this.takeRequest = takeRequest;
    this.items = items;
    this.collections = collections;
    this.limits = limits;
    this.addresses = addresses;
  }

  /** What the request is about, where it began at a document or a collection. */
  record About(Optional<Item> item, Optional<Collection> collection) {}

  @CheckedTemplate(basePath = "sales")
  static class Templates {
    static native TemplateInstance request(
        RequestForm form,
        Map<String, String> errors,
        About about,
        List<String> types,
        List<String> sizes);

    static native TemplateInstance taken(String reference);
  }

  @GET
  public String form(
      @QueryParam("item") @Nullable String item,
      @QueryParam("collection") @Nullable String collection) {
    return page(RequestForm.about(item, collection), Map.of());
  }

  @POST
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
  public Response take(@BeanParam RequestForm form, RoutingContext routing) {
    if (form.isFromProgram()) {
      return taken(Ids.reference("R")); // it shall think that it was heard
    }
    CheckedForm checked = new CheckedForm(form);
    if (!checked.errors().isEmpty()) {
      return Response.status(UNPROCESSABLE).entity(page(form, checked.errors())).build();
    }
    limits.take("request", addresses.key(routing), MOST_AN_HOUR, Duration.ofHours(1));
    About about = about(form);
    return taken(
        takeRequest.take(
            checked.wanted(
                about.item().map(Item::handle).orElse(null),
                about.collection().map(Collection::number).orElse(null))));
  }

  /** The acknowledgement; it holds nothing but the reference, which is in the address. */
  @GET
  @Path("taken")
  public String acknowledge(@QueryParam("reference") @DefaultValue("") String reference) {
    if (!reference.matches("R-[0-9A-Z]{4}-[0-9A-Z]{4}")) {
      throw Problem.notFound(
          "There is no request under this reference",
          "A reference begins with R- and has two groups of four characters.");
    }
    return Templates.taken(reference).render();
  }

  private static Response taken(String reference) {
    return Response.seeOther(URI.create("/institutions/taken?reference=" + reference)).build();
  }

  private String page(RequestForm form, Map<String, String> errors) {
    return Templates.request(form, errors, about(form), RequestForm.TYPES, RequestForm.SIZES)
        .render();
  }

  private About about(RequestForm form) {
    Optional<Item> item =
        form.item().length() > 200 ? Optional.empty() : items.byHandle(form.item());
    Optional<Collection> collection =
        form.collection().matches("\\d{1,5}")
            ? collections.byNumber(Integer.parseInt(form.collection()))
            : Optional.empty();
    return new About(item, collection);
  }
}

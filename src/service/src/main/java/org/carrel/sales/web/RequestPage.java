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
import java.util.Set;
import java.util.stream.Collectors;
import org.carrel.base.Ids;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.catalog.Item;
import org.carrel.catalog.Items;
import org.carrel.institutions.Country;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;
import org.carrel.sales.PlaceRequest;
import org.carrel.sales.Wanted;
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

  /** A stranger can make us write to an address so often a day. */
  private static final int MOST_A_DAY = 5;

  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final String MANY =
      "Many requests came from your network or for this address today. Nothing that you typed is"
          + " lost: send it again later today or tomorrow, or write to us.";

  private final PlaceRequest placeRequest;
  private final Items items;
  private final Collections collections;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  RequestPage(
      PlaceRequest placeRequest,
      Items items,
      Collections collections,
      RateLimits limits,
      ClientAddresses addresses) {
    this.placeRequest = placeRequest;
    this.items = items;
    this.collections = collections;
    this.limits = limits;
    this.addresses = addresses;
  }

  /** What the form offers to choose from. */
  record Choices(
      List<Country> countries,
      List<InstitutionType> types,
      List<FteBand> sizes,
      List<Collection> collections) {}

  @CheckedTemplate(basePath = "sales")
  static class Templates {
    static native TemplateInstance request(
        RequestForm form, Map<String, String> errors, Optional<Item> item, Choices choices);

    static native TemplateInstance taken(String reference);
  }

  @GET
  public String form(
      @QueryParam("item") @Nullable String item,
      @QueryParam("collection") @Nullable String collection) {
    List<String> asked = collection == null ? List.of() : List.of(collection);
    return page(RequestForm.about(item, asked), Map.of());
  }

  @POST
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
  public Response take(@BeanParam RequestForm form, RoutingContext routing) {
    if (form.isFromProgram()) {
      return taken(Ids.reference("R")); // it shall think that it was heard
    }
    CheckedForm checked = new CheckedForm(form, numbers());
    if (!checked.errors().isEmpty()) {
      return again(UNPROCESSABLE, form, checked.errors());
    }
    Wanted wanted = checked.wanted(item(form).map(Item::handle).orElse(null));
    Optional<Duration> wait = untilAsking(wanted, routing);
    if (wait.isPresent()) {
      return Response.fromResponse(again(TOO_MANY, form, Map.of("sent", MANY)))
          .header("Retry-After", RateLimits.retryAfter(wait.get()))
          .build();
    }
    return taken(placeRequest.place(wanted));
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

  /** Nothing where one more may be sent, else how long until then. */
  private Optional<Duration> untilAsking(Wanted wanted, RoutingContext routing) {
    String address = wanted.asker().email().normalized();
    return limits
        .untilNext("request", addresses.key(routing), MOST_AN_HOUR, Duration.ofHours(1))
        .or(() -> limits.untilNext("request-mail", address, MOST_A_DAY, Duration.ofDays(1)));
  }

  private static Response taken(String reference) {
    return Response.seeOther(URI.create("/institutions/taken?reference=" + reference)).build();
  }

  private Response again(int status, RequestForm form, Map<String, String> errors) {
    return Response.status(status).entity(page(form, errors)).build();
  }

  private String page(RequestForm form, Map<String, String> errors) {
    Choices choices =
        new Choices(
            Country.all(),
            List.of(InstitutionType.values()),
            List.of(FteBand.values()),
            collections.all());
    return Templates.request(form, errors, item(form), choices).render();
  }

  private Optional<Item> item(RequestForm form) {
    return form.item().length() > 200 ? Optional.empty() : items.byHandle(form.item());
  }

  private Set<Integer> numbers() {
    return collections.all().stream().map(Collection::number).collect(Collectors.toSet());
  }
}

package org.carrel.landing.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.catalog.Items;
import org.carrel.catalog.Title;
import org.carrel.catalog.Titles;
import org.carrel.passes.Plans;
import org.carrel.passes.Prices;
import org.jspecify.annotations.Nullable;

/** The library around the documents: home, search, collections, titles, the list of passes. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class LibraryPage {
  private static final int LISTED = 50;
  private static final int LONGEST_SEARCH = 200;

  private final Collections collections;
  private final Titles titles;
  private final Items items;
  private final Plans plans;
  private final PublicPages pages;

  LibraryPage(Collections collections, Titles titles, Items items, Plans plans, PublicPages pages) {
    this.collections = collections;
    this.titles = titles;
    this.items = items;
    this.plans = plans;
    this.pages = pages;
  }

  @CheckedTemplate(basePath = "landing")
  static class Templates {
    static native TemplateInstance home(
        List<Collection> collections, Prices prices, List<Offer> offers);

    static native TemplateInstance search(String q, List<Items.Entry> found, boolean more);

    static native TemplateInstance collection(
        Collection collection, List<Title> titles, Optional<Title> last);

    static native TemplateInstance title(
        Titles.Shelf shelf, List<Items.Entry> items, Optional<String> next);

    static native TemplateInstance passes(Prices prices, List<Offer> offers, String item);
  }

  @GET
  public Response home(@QueryParam("currency") @Nullable String currency, RoutingContext routing) {
    Prices prices = Prices.of(plans, currency, "/", Map.of());
    return pages
        .answer(
            routing, Templates.home(collections.all(), prices, Offer.all(plans, prices)).render())
        .build();
  }

  /** Finds documents; a handle that is written out leads straight to its document. */
  @GET
  @Path("search")
  public Response search(@QueryParam("q") @DefaultValue("") String q) {
    String words = q.strip();
    if (words.length() > LONGEST_SEARCH) {
      words = words.substring(0, LONGEST_SEARCH);
    }
    if (words.indexOf('/') > 0 && items.byHandle(words).isPresent()) {
      return Response.seeOther(URI.create("/d/" + words)).build();
    }
    List<Items.Entry> found = items.search(words, LISTED + 1);
    boolean more = found.size() > LISTED;
    List<Items.Entry> shown = more ? found.subList(0, LISTED) : found;
    return Response.ok(Templates.search(words, shown, more).render()).build();
  }

  @GET
  @Path("collections/{number:\\d{1,5}}")
  public Response collection(
      @PathParam("number") int number,
      @QueryParam("name") @DefaultValue("") String afterName,
      @QueryParam("after") @DefaultValue("") String afterId,
      RoutingContext routing) {
    Collection collection = collections.byNumber(number).orElseThrow(NotFoundException::new);
    List<Title> found = titles.ofCollection(number, afterName, afterId, LISTED);
    Optional<Title> last =
        found.size() < LISTED ? Optional.empty() : Optional.of(found.get(LISTED - 1));
    return pages.answer(routing, Templates.collection(collection, found, last).render()).build();
  }

  @GET
  @Path("titles/{id}")
  public Response title(
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("") String after,
      RoutingContext routing) {
    Titles.Shelf shelf = titles.shelf(id).orElseThrow(NotFoundException::new);
    List<Items.Entry> found = items.ofTitle(id, after, LISTED);
    Optional<String> next =
        found.size() < LISTED ? Optional.empty() : Optional.of(found.get(LISTED - 1).handle());
    return pages.answer(routing, Templates.title(shelf, found, next).render()).build();
  }

  /** What is sold, with prices; a document may come along to the checkout. */
  @GET
  @Path("passes")
  public Response passes(
      @QueryParam("item") @DefaultValue("") String item,
      @QueryParam("currency") @Nullable String currency,
      RoutingContext routing) {
    String known = item.length() <= LONGEST_SEARCH && items.byHandle(item).isPresent() ? item : "";
    Prices prices = Prices.of(plans, currency, "/passes", Map.of("item", known));
    return pages
        .answer(routing, Templates.passes(prices, Offer.all(plans, prices), known).render())
        .build();
  }
}

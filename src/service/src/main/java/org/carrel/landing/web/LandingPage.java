package org.carrel.landing.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.Reason;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Item;
import org.carrel.catalog.Items;
import org.carrel.catalog.Titles;
import org.carrel.identity.FederatedLogins;
import org.carrel.landing.Ways;
import org.carrel.landing.WaysIn;
import org.carrel.passes.Plans;
import org.carrel.passes.Prices;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Frame;
import org.jspecify.annotations.Nullable;

/** The public page of a document: its data, its first page, the ways in. */
@Path("/")
@PermitAll
public class LandingPage {
  private static final int LONGEST_HANDLE = 200;
  private static final int SUGGESTIONS = 5;

  private final Items items;
  private final Titles titles;
  private final Plans plans;
  private final WaysIn waysIn;
  private final PublicPages pages;
  private final ClientAddresses addresses;
  private final Signposting signposting;
  private final FederatedLogins signOn;
  private final Frame frame;

  LandingPage(
      Items items,
      Titles titles,
      Plans plans,
      WaysIn waysIn,
      PublicPages pages,
      ClientAddresses addresses,
      Signposting signposting,
      FederatedLogins signOn,
      Frame frame) {
    this.items = items;
    this.titles = titles;
    this.plans = plans;
    this.waysIn = waysIn;
    this.pages = pages;
    this.addresses = addresses;
    this.signposting = signposting;
    this.signOn = signOn;
    this.frame = frame;
  }

  @CheckedTemplate(basePath = "landing")
  static class Templates {
    static native TemplateInstance landing(LandingView page);

    static native TemplateInstance unknown(String asked, List<Items.Entry> near, boolean withdrawn);
  }

  @GET
  @Path("d/{handle:.+}")
  @Produces(MediaType.TEXT_HTML)
  public Response show(
      @PathParam("handle") String handle,
      @QueryParam("id") @Nullable String id,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("currency") @Nullable String currency,
      RoutingContext routing) {
    Optional<Item> found =
        handle.length() > LONGEST_HANDLE ? Optional.empty() : items.evenWithdrawn(handle);
    if (found.isEmpty() || found.get().withdrawn()) {
      return missing(handle, found.isPresent());
    }
    Item item = found.get();
    LandingView view = view(item, id, reason, currency, routing);
    Response.ResponseBuilder answer =
        pages
            .answer(routing, Templates.landing(view).render(), view.ways().now().isPresent())
            .header("Link", signposting.header(item));
    return answer.build();
  }

  private LandingView view(
      Item item,
      @Nullable String id,
      @Nullable String reason,
      @Nullable String currency,
      RoutingContext routing) {
    Titles.Shelf shelf = titles.shelf(item.titleId()).orElseThrow();
    boolean known = id != null && item.hasPage(id);
    String pageId = known ? id : item.firstPageId();
    Optional<InetAddress> address = addresses.of(routing);
    Ways ways =
        pages.knowsVisitor(routing)
            ? waysIn.ofVisitor(item, pageId, address)
            : waysIn.ofStranger(item, pageId, address);
    Prices prices =
        Prices.of(plans, currency, "/d/" + item.handle(), known ? Map.of("id", pageId) : Map.of());
    return new LandingView(
        item,
        shelf,
        pageId,
        known ? Optional.empty() : Optional.ofNullable(id).filter(asked -> !asked.isBlank()),
        RawText.parts(item.firstPageText()),
        ways,
        prices,
        Offer.opening(plans, prices, shelf.collections().stream().map(Collection::number).toList()),
        sentBack(ways, reason),
        url(item),
        CitationTags.of(item, shelf.title(), url(item)),
        StructuredData.of(item, shelf.title(), url(item)),
        signOn.isOffered());
  }

  /** What is known now counts before what an address says; who may read is told nothing. */
  private static Optional<SentBack> sentBack(Ways ways, @Nullable String reason) {
    if (ways.now().isPresent()) {
      return Optional.empty();
    }
    return ways.refusal()
        .filter(refusal -> refusal != Reason.NO_LICENSE)
        .flatMap(refusal -> SentBack.of(refusal.name()))
        .or(() -> SentBack.of(reason));
  }

  private Response missing(String handle, boolean withdrawn) {
    String asked = handle.substring(0, Math.min(handle.length(), LONGEST_HANDLE));
    List<Items.Entry> near = withdrawn ? List.of() : near(asked);
    return Response.status(withdrawn ? Response.Status.GONE : Response.Status.NOT_FOUND)
        .entity(Templates.unknown(asked, near, withdrawn).render())
        .build();
  }

  /** Documents whose handle begins alike: with the whole, without its last part, with its title. */
  private List<Items.Entry> near(String asked) {
    String stripped = asked.replaceAll("/+$", "");
    List<Items.Entry> near = items.search(stripped, SUGGESTIONS);
    return near.isEmpty() && stripped.length() > 3
        ? items.search(Items.titleOf(stripped) + "/", SUGGESTIONS)
        : near;
  }

  private String url(Item item) {
    return frame.url("/d/" + item.handle());
  }
}

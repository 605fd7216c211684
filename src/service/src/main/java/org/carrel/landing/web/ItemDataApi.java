package org.carrel.landing.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.carrel.catalog.Item;
import org.carrel.catalog.Items;
import org.carrel.catalog.Titles;
import org.carrel.web.Frame;

/** What machines read of a document: its data, as its landing page holds them, and its links. */
@Path("/")
@PermitAll
public class ItemDataApi {
  private static final String KEEP = "public, max-age=300";

  private final Items items;
  private final Titles titles;
  private final Signposting signposting;
  private final Frame frame;

  ItemDataApi(Items items, Titles titles, Signposting signposting, Frame frame) {
    this.items = items;
    this.titles = titles;
    this.signposting = signposting;
    this.frame = frame;
  }

  @GET
  @Path("metadata/{handle:.+}")
  @Produces("application/ld+json")
  public Response metadata(@PathParam("handle") String handle) {
    Item item = item(handle);
    Titles.Shelf shelf = titles.shelf(item.titleId()).orElseThrow();
    String data = StructuredData.of(item, shelf.title(), frame.url("/d/" + item.handle()));
    return Response.ok(data).header("Cache-Control", KEEP).build();
  }

  /** The typed links of a document's page (RFC 9264). */
  @GET
  @Path("linkset/{handle:.+}")
  @Produces(Signposting.LINKSET)
  public Response linkset(@PathParam("handle") String handle) {
    String links = signposting.linkset(item(handle)).toString();
    return Response.ok(links).header("Cache-Control", KEEP).build();
  }

  private Item item(String handle) {
    return items.byHandle(handle).orElseThrow(NotFoundException::new);
  }
}

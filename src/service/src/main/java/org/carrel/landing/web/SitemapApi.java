package org.carrel.landing.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.carrel.catalog.Items;
import org.carrel.catalog.Stretches;
import org.carrel.web.Busy;
import org.carrel.web.Frame;
import org.carrel.web.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What crawlers ask for: {@code robots.txt}, and a site map in pages of at most 50,000 addresses
 * (sitemaps.org). A page is made whole before it is sent, so that a slow reader of it holds no
 * thread; so many are held at once and no more, so that slow readers do not fill the memory.
 */
@Path("/")
@PermitAll
public class SitemapApi {
  private static final int BATCH = 1_000;

  /** Pages that are made or under way to their readers; each has 5 to 10 megabytes. */
  private static final int MOST_AT_ONCE = 4;

  private static final String KEEP = "public, max-age=3600";

  private final Items items;
  private final Stretches stretches;
  private final Frame frame;
  private final int pageSize;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  SitemapApi(
      Items items,
      Stretches stretches,
      Frame frame,
      @ConfigProperty(name = "carrel.sitemap-page", defaultValue = "50000") int pageSize) {
    this.items = items;
    this.stretches = stretches;
    this.frame = frame;
    this.pageSize = pageSize;
  }

  @GET
  @Path("robots.txt")
  @Produces("text/plain;charset=utf-8")
  public Response robots() {
    String rules =
        """
        User-agent: *
        Disallow: /a/
        Disallow: /checkout
        Disallow: /login
        Disallow: /me
        Disallow: /oauth/
        Disallow: /pass/
        Disallow: /search
        Disallow: /sign-in
        Disallow: /staff

        Sitemap: %s
        """
            .formatted(frame.url("/sitemap.xml"));
    return Response.ok(rules).header("Cache-Control", KEEP).build();
  }

  /** The index: one entry for each page of the site map. */
  @GET
  @Path("sitemap.xml")
  @Produces("application/xml;charset=utf-8")
  public Response index() {
    StringBuilder xml = new StringBuilder(open("sitemapindex"));
    for (Stretches.Stretch stretch : stretches.of(pageSize)) {
      String from = URLEncoder.encode(stretch.first(), StandardCharsets.UTF_8);
      xml.append("<sitemap><loc>")
          .append(escaped(frame.url("/sitemaps/items.xml?from=" + from)))
          .append("</loc><lastmod>")
          .append(stretch.changedAt())
          .append("</lastmod></sitemap>\n");
    }
    return Response.ok(xml.append("</sitemapindex>\n").toString())
        .header("Cache-Control", KEEP)
        .build();
  }

  /** One page: the items from a handle with which the index lets a page begin. */
  @GET
  @Path("sitemaps/items.xml")
  @Produces("application/xml;charset=utf-8")
  public Response page(@QueryParam("from") @DefaultValue("") String from, RoutingContext routing) {
    if (stretches.of(pageSize).stream().noneMatch(stretch -> stretch.first().equals(from))) {
      throw Problem.notFound(
          "There is no such site map", "The index, /sitemap.xml, names all there are.");
    }
    if (!free.tryAcquire()) {
      throw new Busy("Too many site maps are being read", Duration.ofSeconds(5));
    }
    routing.addEndHandler(sent -> free.release());
    byte[] page = pageFrom(from).getBytes(StandardCharsets.UTF_8);
    return Response.ok(page).header("Cache-Control", KEEP).build();
  }

  private String pageFrom(String from) {
    StringBuilder xml = new StringBuilder(open("urlset"));
    String address = frame.url("/d/");
    List<Items.Address> batch = items.from(from, Math.min(BATCH, pageSize));
    for (int left = pageSize; !batch.isEmpty(); ) {
      for (Items.Address item : batch) {
        xml.append("<url><loc>")
            .append(escaped(address + item.handle()))
            .append("</loc><lastmod>")
            .append(item.changedAt())
            .append("</lastmod></url>\n");
      }
      left -= batch.size();
      String last = batch.get(batch.size() - 1).handle();
      batch = left == 0 ? List.of() : items.after(last, Math.min(BATCH, left));
    }
    return xml.append("</urlset>\n").toString();
  }

  private static String open(String element) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"
        + element
        + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

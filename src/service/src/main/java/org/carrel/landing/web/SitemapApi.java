package org.carrel.landing.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.carrel.catalog.Items;
import org.carrel.catalog.Stretches;
import org.carrel.web.Frame;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What crawlers ask for: {@code robots.txt}, and a site map in pages of at most 50,000 addresses
 * (sitemaps.org), found by handle and written as they are read.
 */
@Path("/")
@PermitAll
public class SitemapApi {
  private static final int BATCH = 1_000;
  private static final String KEEP = "public, max-age=3600";

  private final Items items;
  private final Stretches stretches;
  private final Frame frame;
  private final int pageSize;

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

  /** One page: the items from a handle on. */
  @GET
  @Path("sitemaps/items.xml")
  @Produces("application/xml;charset=utf-8")
  public Response page(@QueryParam("from") @DefaultValue("") String from) {
    StreamingOutput body =
        out -> {
          try (Writer xml = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            write(xml, from);
          }
        };
    return Response.ok(body).header("Cache-Control", KEEP).build();
  }

  private void write(Writer xml, String from) throws IOException {
    xml.write(open("urlset"));
    String address = frame.url("/d/");
    List<Items.Address> batch = items.from(from, Math.min(BATCH, pageSize));
    for (int left = pageSize; !batch.isEmpty(); ) {
      for (Items.Address item : batch) {
        xml.write("<url><loc>" + escaped(address + item.handle()) + "</loc><lastmod>");
        xml.write(item.changedAt() + "</lastmod></url>\n");
      }
      left -= batch.size();
      String last = batch.get(batch.size() - 1).handle();
      batch = left == 0 ? List.of() : items.after(last, Math.min(BATCH, left));
    }
    xml.write("</urlset>\n");
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

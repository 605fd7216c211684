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
  private final Frame frame;
  private final int pageSize;

  SitemapApi(
      Items items,
      Frame frame,
      @ConfigProperty(name = "carrel.sitemap-page", defaultValue = "50000") int pageSize) {
    this.items = items;
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
    List<String> firsts = items.everyNth(pageSize);
    StringBuilder xml = new StringBuilder(open("sitemapindex"));
    for (String first : firsts) {
      String from = URLEncoder.encode(first, StandardCharsets.UTF_8);
      xml.append("<sitemap><loc>")
          .append(escaped(frame.url("/sitemaps/items.xml?from=" + from)))
          .append("</loc></sitemap>\n");
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
    String next = from;
    int left = pageSize;
    while (left > 0) {
      int wanted = Math.min(BATCH, left);
      List<Items.Entry> batch = items.from(next, wanted);
      for (Items.Entry entry : batch) {
        xml.write("<url><loc>" + escaped(frame.url("/d/" + entry.handle())) + "</loc><lastmod>");
        xml.write(entry.changedAt().toString() + "</lastmod></url>\n");
      }
      left = batch.size() < wanted ? 0 : left - wanted;
      next = batch.isEmpty() ? next : batch.get(batch.size() - 1).handle() + "\u0001";
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

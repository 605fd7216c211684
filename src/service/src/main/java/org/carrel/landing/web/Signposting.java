package org.carrel.landing.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.carrel.catalog.Creator;
import org.carrel.catalog.Item;

/** Typed links of a landing page for machines (signposting.org/FAIR, level 1). */
final class Signposting {
  private Signposting() {}

  /**
   * The value of the {@code Link} header. Its parts are handles, checked addresses and our own
   * words: no free text of the catalogue goes into a header.
   */
  static String links(Item item, String page, String metadata, String document) {
    List<String> links = new ArrayList<>();
    String cite = item.doi() == null ? page : "https://doi.org/" + escaped(item.doi());
    links.add("<" + cite + ">; rel=\"cite-as\"");
    links.add("<" + metadata + ">; rel=\"describedby\"; type=\"application/ld+json\"");
    links.add("<" + document + ">; rel=\"item\"; type=\"text/html\"");
    links.add("<https://schema.org/AboutPage>; rel=\"type\"");
    links.add(
        "<https://schema.org/" + StructuredData.schemaType(item.dataType()) + ">; rel=\"type\"");
    for (Creator creator : item.creators()) {
      if (creator.uri() != null) {
        links.add("<" + creator.uri() + ">; rel=\"author\"");
      }
    }
    return String.join(", ", links);
  }

  /** Percent-encodes what may stand in a DOI and not in a header. */
  private static String escaped(String doi) {
    return URLEncoder.encode(doi, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
